import type { Accept } from "../bridge/ports.ts";
import type { Clock } from "../domain/clock.ts";
import type { DoorAnswer, DoorRequest, Route } from "../domain/door.ts";
import { asFailure } from "../domain/failure.ts";
import type { EpochMs, TransportConversationId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { channelEvent } from "./chat/inbound.ts";
import { parseForm, pick, type Form } from "./form.ts";
import { conversationEvent } from "./conversations/inbound.ts";
import { streamedEvents } from "./streamed-events.ts";
import { studioQuestion } from "./studio-question.ts";
import { taskEvent } from "./task-events.ts";
import type { Inbound } from "./told.ts";
import { sameSecret, verifyJson, verifySignature } from "./webhook.ts";

/** The paths Twilio calls, below the public URL. */
export const doorPaths = {
  conversations: "/twilio/conversations",
  chat: "/twilio/chat",
  taskRouter: "/twilio/taskrouter",
  events: "/twilio/events",
  studioAsk: "/twilio/studio/ask",
} as const;

/** The header that may carry the flow's secret; a body names it `secret`. */
const SECRET_HEADER = "x-flexcord-secret";

export interface TwilioDoorsOptions {
  readonly accept: Accept;
  /** The account's auth tokens; two of them while they are being changed. */
  readonly authTokens: readonly string[];
  /** The address Twilio was told to call, such as `https://chat.example.com`. */
  readonly publicUrl: string;
  /** What the flow must show when it asks. */
  readonly studioSecret: string;
  /** Where a conversation's next message belongs. */
  readonly routeOf: (id: TransportConversationId) => Promise<"assistant" | "agent">;
  /** Something was told that could not be recorded, and nobody will tell it again. */
  readonly missed?: () => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The doors for Twilio. What is answered 2xx has been recorded, or concerns nobody; 503 says that it could
 * not be recorded.
 */
export function twilioDoors(options: TwilioDoorsOptions): readonly Route[] {
  return [
    signedDoor(options, doorPaths.conversations, conversationEvent, { status: 200 }),
    signedDoor(options, doorPaths.chat, channelEvent, { status: 200 }),
    signedDoor(options, doorPaths.taskRouter, taskEvent, { status: 204 }),
    eventsDoor(options),
    { method: "POST", path: doorPaths.studioAsk, handle: (request) => askedByStudio(options, request) },
  ];
}

type Reading = (form: Form, now: EpochMs) => Inbound;

function signedDoor(options: TwilioDoorsOptions, path: string, read: Reading, thanks: DoorAnswer): Route {
  const address = options.publicUrl.replace(/\/+$/, "") + path;
  const log = options.log.with({ path });
  return {
    method: "POST",
    path,
    async handle({ raw, headers, query }) {
      const form = parseForm(raw, headers["content-type"]);
      if (form === null) return refuse(log, "the body is not a form");
      const signature = headers["x-twilio-signature"];
      const url = query === "" ? address : `${address}?${query}`;
      if (!verifySignature({ authTokens: options.authTokens, signature, url, form })) return forbid(log);
      const inbound = read(form, options.clock.now());
      if ("invalid" in inbound) return refuse(log, inbound.invalid);
      if ("ignored" in inbound) {
        log.debug("a webhook asks for nothing", { reason: inbound.ignored });
        return thanks;
      }
      try {
        await options.accept([inbound.event]);
        return thanks;
      } catch (thrown) {
        return unavailable(options, log, thrown);
      }
    },
  };
}

/** Event Streams send lists of events as JSON, at least once and in any order. */
function eventsDoor(options: TwilioDoorsOptions): Route {
  const address = options.publicUrl.replace(/\/+$/, "") + doorPaths.events;
  const log = options.log.with({ path: doorPaths.events });
  return {
    method: "POST",
    path: doorPaths.events,
    async handle({ raw, headers, query }) {
      const signature = headers["x-twilio-signature"];
      const { authTokens } = options;
      if (!verifyJson({ authTokens, signature, url: `${address}?${query}`, raw })) return forbid(log);
      const inbound = streamedEvents(raw, options.clock.now());
      if (inbound === null) return refuse(log, "the body is no list of events");
      const events = inbound.flatMap((one) => ("event" in one ? [one.event] : []));
      for (const one of inbound) {
        // One that makes no sense would be sent again for hours, and hold up the others.
        if ("invalid" in one)
          log.warn("an event makes no sense", { code: "webhook.invalid", reason: one.invalid });
      }
      try {
        if (events.length > 0) await options.accept(events);
        return { status: 200 };
      } catch (thrown) {
        return unavailable(options, log, thrown);
      }
    },
  };
}

async function askedByStudio(options: TwilioDoorsOptions, request: DoorRequest): Promise<DoorAnswer> {
  const log = options.log.with({ path: doorPaths.studioAsk });
  const question = readQuestion(request);
  if (question === null) return refuse(log, "the body is neither a JSON object nor a form");
  const secret = request.headers[SECRET_HEADER] ?? question.secret;
  if (typeof secret !== "string" || !sameSecret(secret, options.studioSecret)) return forbid(log);
  const inbound = studioQuestion(question, options.clock.now());
  if ("invalid" in inbound) return refuse(log, inbound.invalid);
  const { event } = inbound;
  try {
    await options.accept([event]);
    const route = await options.routeOf(event.happening.transportConversationId);
    return { status: 200, contentType: "application/json", body: JSON.stringify({ route }) };
  } catch (thrown) {
    return unavailable(options, log, thrown);
  }
}

interface Question {
  readonly conversationSid?: unknown;
  readonly channelSid?: unknown;
  readonly messageSid?: unknown;
  readonly secret?: unknown;
}

function readQuestion({ raw, headers }: DoorRequest): Question | null {
  const contentType = headers["content-type"];
  const form = parseForm(raw, contentType);
  if (form !== null) return pick(form, ["conversationSid", "channelSid", "messageSid", "secret"]);
  if (contentType === undefined || !/^application\/json\s*(;|$)/i.test(contentType)) return null;
  try {
    const value: unknown = JSON.parse(raw.toString("utf8"));
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

function refuse(log: Log, reason: string): DoorAnswer {
  log.warn("a webhook makes no sense", { code: "webhook.invalid", reason });
  return { status: 400, body: `Bad request: ${reason}.` };
}

function forbid(log: Log): DoorAnswer {
  log.warn("a webhook does not prove that Twilio sent it", { code: "webhook.signature" });
  return { status: 403, body: "Forbidden." };
}

function unavailable({ missed }: TwilioDoorsOptions, log: Log, thrown: unknown): DoorAnswer {
  const { code, message } = asFailure(thrown);
  log.error("a webhook could not be recorded", { code, reason: message });
  missed?.();
  return { status: 503, body: "Try again." };
}
