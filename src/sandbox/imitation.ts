import type { FastifyInstance } from "fastify";

/** One vendor's imitation, as the sandbox's server composes it. */
export interface Imitation<Ready extends { readonly api: string }> {
  /** Adds the vendor's routes (and sockets) to the server's root, each with its full path. */
  register(app: FastifyInstance): void;
  /** Adds the calls of docs/sandbox-control.md for this vendor's people, each with its full path. */
  registerControl(app: FastifyInstance): void;
  /** What a client must know. `api` is a path on the sandbox's address. */
  readonly ready: Ready;
  /** Back to a fresh server or account. What `ready` says stays true. */
  reset(): void;
}

export interface DiscordReady {
  readonly api: string;
  readonly token: string;
  readonly clientSecret: string;
  readonly applicationId: string;
  readonly guildId: string;
  readonly botId: string;
}

export interface TwilioReady {
  readonly api: string;
  readonly accountSid: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly authToken: string;
  readonly workspaceSid: string;
  readonly chatServiceSid: string;
  readonly flexInstanceSid: string;
}

export type DiscordImitation = Imitation<DiscordReady>;
export type TwilioImitation = Imitation<TwilioReady>;
