import { randomUUID } from "node:crypto";
import fastify from "fastify";
import twilio from "twilio";
import type { SandboxContext } from "../../../src/sandbox/context.ts";
import { createFileStore } from "../../../src/sandbox/files.ts";
import { createFaults } from "../../../src/sandbox/faults/faults.ts";
import { createTape, type Tape } from "../../../src/sandbox/tape.ts";
import type { TwilioImitation } from "../../../src/sandbox/imitation.ts";
import { recordVendorRequests } from "../../../src/sandbox/recording.ts";
import { createTwilio } from "../../../src/sandbox/twilio/twilio.ts";
import { answerTheRest } from "../../../src/sandbox/unanswered.ts";
import { LocalClient } from "./local-client.ts";
import { expectConformingTape } from "../../contract/conformance/expect-conformance.ts";
import { Receiver } from "./receiver.ts";

/** The Twilio half of the sandbox on a socket, with the least of a frame around it. */
export interface Host extends AsyncDisposable {
  readonly url: string;
  readonly imitation: TwilioImitation;
  readonly tape: Tape;
  /** The real SDK, with every host of Twilio's led here. */
  readonly client: twilio.Twilio;
  clientAs(user: string, password: string): twilio.Twilio;
  /** Keeps everything that is due from happening, until the returned function is called. */
  hold(): () => void;
  /** A server that takes callbacks. */
  readonly receiver: Receiver;
  control<Answer = Record<string, unknown>>(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
  ): Promise<Answer>;
}

/** What is needed to have an account's people and SDK do something. */
export interface Floor extends Pick<Host, "client" | "control"> {
  readonly imitation: Pick<TwilioImitation, "ready">;
}

/** With a `pace` of 600 ten minutes take one second. */
export async function startHost({ pace = 1 } = {}): Promise<Host> {
  const closing = new AbortController();
  const tape = createTape(() => {});
  const due = createGate();
  let url = "";
  const context: SandboxContext = {
    tape,
    faults: createFaults(),
    seed: randomUUID(),
    now: () => Date.now(),
    after(ms, ring) {
      const timer = setTimeout(() => due.pass(() => closing.signal.aborted || ring()), ms / pace);
      timer.unref();
      return () => clearTimeout(timer);
    },
    baseUrl: () => url,
    changed: () => {},
    closing: closing.signal,
    files: createFileStore(closing.signal),
  };
  const imitation = createTwilio(context);
  const app = fastify({ exposeHeadRoutes: false });
  recordVendorRequests(app, tape, context.now);
  answerTheRest(app);
  imitation.register(app);
  imitation.registerControl(app);
  url = await app.listen({ host: "127.0.0.1", port: 0 });
  const receiver = await Receiver.start();
  const { accountSid, apiKey, apiSecret } = imitation.ready;
  const clientAs = (user: string, password: string) =>
    twilio(user, password, { accountSid, httpClient: new LocalClient(`${url}/twilio`) });
  return {
    url,
    imitation,
    tape,
    client: clientAs(apiKey, apiSecret),
    clientAs,
    hold: due.close,
    receiver,
    async control<Answer>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/control/flex${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(answer)}`);
      return answer as Answer;
    },
    async [Symbol.asyncDispose]() {
      expectConformingTape(tape.read({}), imitation.ready.authToken, "answers");
      closing.abort();
      await app.close();
      await receiver.close();
    },
  };
}

/** Lets things happen, or keeps them for later. */
function createGate(): { readonly pass: (thing: () => void) => void; readonly close: () => () => void } {
  let kept: (() => void)[] | null = null;
  return {
    pass(thing) {
      if (kept === null) thing();
      else kept.push(thing);
    },
    close() {
      kept = [];
      return () => {
        const things = kept ?? [];
        kept = null;
        for (const thing of things) thing();
      };
    },
  };
}

/** Waits until `look` finds something; fails when it takes longer than anything here should. */
export async function until<Found>(
  look: () => Found | null | undefined | false | Promise<Found | null | undefined | false>,
  what: string,
): Promise<Found> {
  const deadline = Date.now() + 8_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Long enough for everything the imitation does "soon" to have happened. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 120));
}
