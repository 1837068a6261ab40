import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";

import fastify, { type FastifyInstance } from "fastify";

import type { SandboxContext } from "./context.ts";
import { createDiscord } from "./discord/discord.ts";
import { type EventStream, serveEventStream } from "./event-stream.ts";
import { createFaults } from "./faults/faults.ts";
import { befallRequests } from "./faults/requests.ts";
import { serveFaults } from "./faults/routes.ts";
import { createFileStore } from "./files.ts";
import type { DiscordReady, TwilioReady } from "./imitation.ts";
import { registerPlayground } from "./playground/playground.ts";
import { listVendorRoutes, recordVendorRequests } from "./recording.ts";
import { createTape } from "./tape.ts";
import { serveTape } from "./tape-routes.ts";
import { createTimers } from "./timers.ts";
import { createTwilio } from "./twilio/twilio.ts";
import { answerTheRest } from "./unanswered.ts";

export interface SandboxOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: the system picks one. */
  readonly port?: number;
  /** The same seed gives the same credentials and first ids; a new one each time by default. */
  readonly seed?: string;
}

/** What a client must know, as docs/sandbox-control.md describes it. */
export interface SandboxReady {
  readonly version: 1;
  readonly url: string;
  readonly playground: string;
  /** `api` is what FLEXCORD_DISCORD_API takes. */
  readonly discord: DiscordReady;
  /** `api` is what FLEXCORD_TWILIO_API takes. */
  readonly twilio: TwilioReady;
}

export interface Sandbox {
  readonly ready: SandboxReady;
  /** Without a trailing slash. */
  readonly url: string;
  /** What is imitated, as `POST discord.com/channels/{channel_id}/messages`. */
  readonly routes: readonly string[];
  close(): Promise<void>;
}

/** Twenty-five MiB: the largest request Discord takes. */
const LARGEST_BODY = 25 * 1024 * 1024;

/** Interaction tokens travel in paths and are longer than the router expects of a parameter. */
const LONGEST_PARAMETER = 1024;

/** Starts both vendors' imitation on one address. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const app = fastify({
    forceCloseConnections: true,
    bodyLimit: LARGEST_BODY,
    exposeHeadRoutes: false,
    // discord.js percent-encodes the "@" of "@me" and "@original" where they stand in for an id.
    rewriteUrl: ({ url = "/" }) => url.replaceAll(/%40(?=me\b|original\b)/gu, "@"),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
  });
  const closing = new AbortController();
  const events = serveEventStream(app);
  const context = createContext(app, events, closing.signal, options.seed ?? randomUUID());
  const recorder = recordVendorRequests(app, context.tape, context.now);
  const routes = listVendorRoutes(app);
  befallRequests(app, context, recorder);
  answerTheRest(app);
  const discord = createDiscord(context);
  discord.register(app);
  discord.registerControl(app);
  const twilio = createTwilio(context);
  twilio.register(app);
  twilio.registerControl(app);
  registerPlayground(app);
  serveTape(app, context.tape);
  serveFaults(app, context.faults);
  app.post("/control/reset", async () => {
    discord.reset();
    twilio.reset();
    context.faults.clear();
    context.tape.clear();
    context.changed("discord");
    context.changed("flex");
    context.changed("tape");
    return {};
  });
  await app.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  const url = context.baseUrl();
  return {
    url,
    routes,
    ready: {
      version: 1,
      url,
      playground: `${url}/`,
      discord: { ...discord.ready, api: `${url}${discord.ready.api}` },
      twilio: { ...twilio.ready, api: `${url}${twilio.ready.api}` },
    },
    async close() {
      closing.abort();
      events.close();
      await app.close();
    },
  };
}

function createContext(
  app: FastifyInstance,
  events: EventStream,
  closing: AbortSignal,
  seed: string,
): SandboxContext {
  return {
    tape: createTape((entry) => events.changed("tape", String(entry.n))),
    faults: createFaults(),
    files: createFileStore(closing),
    seed,
    now: Date.now,
    after: createTimers(closing),
    baseUrl: () => addressOf(app),
    changed: events.changed,
    closing,
  };
}

function addressOf(app: FastifyInstance): string {
  const { address, port, family } = app.server.address() as AddressInfo;
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
