import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import {
  GatewayDispatchEvents,
  GatewayIntentBits,
  InteractionType,
  type GatewayDispatchPayload,
} from "discord-api-types/v10";
import type { Accept, Gaps, GatewayCheckpoint } from "../../bridge/ports.ts";
import { reasonOf, type Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { createBackFill } from "./back-fill.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { createGatewayConnection, type GatewayNoted } from "./connection.ts";
import { createGatewayIntake } from "./intake.ts";
import { createReturningConnection } from "./returning.ts";
import { createGatewaySession } from "./session.ts";
import type { Ignored } from "../inbound/ignored.ts";
import { inbound } from "../inbound/inbound.ts";
import type { CommandKey, Reader } from "../inbound/message.ts";
import type { ThreadPlaces } from "../channels/threads.ts";
import type { Names } from "../markdown/from-discord.ts";
import type { Interactions } from "../interactions/interactions.ts";

/** Direct messages and reactions to them. Interactions need no intent, and what members write to the bot no privileged one. */
export const memberIntents = GatewayIntentBits.DirectMessages | GatewayIntentBits.DirectMessageReactions;

/** What private threads need besides: what is done on the server, and, privileged, what is said there. */
export const threadIntents =
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.GuildMessageReactions |
  GatewayIntentBits.MessageContent;

export interface GatewayOptions {
  readonly rest: REST;
  readonly token: string;
  readonly intents: GatewayIntentBits;
  readonly accept: Accept;
  /** Where the ledger ends: the session of an earlier process, to be resumed. */
  readonly checkpoint: GatewayCheckpoint | null;
  readonly gaps: Gaps;
  /** Our private threads. */
  readonly threads: ThreadPlaces;
  readonly interactions: Interactions;
  /** What ids in messages stand for. */
  readonly names: Names;
  /** What commands are called in the config; as on Discord when left out. */
  readonly commandKey?: CommandKey;
  /** Told when it connects anew, resumes, closes, or may have missed something. */
  readonly noted?: GatewayNoted;
  /** Told when Discord takes the token, refuses it later, and takes it again. */
  readonly tokenHeard?: (accepted: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborting it closes the gateway. */
  readonly signal: AbortSignal;
}

export interface Gateway {
  readonly botId: string;
  /** Whether dispatches flow; while not, it reconnects by itself. */
  ready(): boolean;
  /** Resolves when it is closed: null when that was wanted, else with the failure that ended it. */
  readonly ended: Promise<Failure | null>;
  /** Stores what has arrived and leaves the session to be resumed. Never rejects; repeating is harmless. */
  close(): Promise<void>;
}

/**
 * Connects to the gateway and hands what members do to `accept`, in order and with the checkpoint to store
 * beside it. Resolves once connected; rejects with a Failure when Discord will not have this bot.
 */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { rest, clock, signal, interactions } = options;
  const reader = readerFor(options, await askWhoWeAre(rest, clock, signal));
  const ended = Promise.withResolvers<Failure | null>();
  let closing: Promise<void> | null = null;

  const stopping = new AbortController();
  const backFill = createBackFill({ ...options, reader, signal: stopping.signal });
  const intake = createGatewayIntake({
    ...options,
    backFill,
    refused: end,
  });
  const session = createGatewaySession(options.checkpoint);
  const connection = createReturningConnection({
    ...options,
    connect: (failed) => createGatewayConnection({ ...options, session, dispatched, failed }),
    ask: (signal) => askWhoWeAre(rest, clock, signal),
    failed: end,
  });

  function dispatched(payload: GatewayDispatchPayload, replayed: boolean): void {
    const events = inbound(payload, reader, clock.now());
    const checkpoint = session.checkpoint(payload.s);
    if ("ignored" in events) {
      passOver(options, payload, replayed, events);
      intake.push({ events: [], checkpoint, ...beginning(payload) });
      return;
    }
    if (payload.t === GatewayDispatchEvents.InteractionCreate) {
      for (const { happening } of events) interactions.arrived(payload.d, happening, replayed);
    }
    intake.push({ events, checkpoint });
  }

  function end(failure: Failure | null): void {
    closing ??= close(failure);
  }

  async function close(failure: Failure | null): Promise<void> {
    signal.removeEventListener("abort", stop);
    await connection.close();
    stopping.abort(new Error("the gateway is closing"));
    await intake.stop();
    await backFill.idle();
    await interactions.settled();
    ended.resolve(failure);
  }

  await backFill.resume();
  const stop = () => end(null);
  signal.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([connection.open(signal), rejectWhen(ended.promise, signal)]);
  } catch (thrown) {
    const failure = asFailure(thrown);
    end(failure);
    // What ended it first knows the reason; the library's own error is only its echo.
    throw (await ended.promise) ?? failure;
  }
  const closed = async () => {
    end(null);
    await ended.promise;
  };
  return { botId: reader.botId, ready: () => connection.ready(), ended: ended.promise, close: closed };
}

function readerFor({ names, threads, commandKey }: GatewayOptions, botId: string): Reader {
  return { botId, names, isThread: threads.has, commandKey: commandKey ?? ((name) => name) };
}

async function rejectWhen(ended: Promise<Failure | null>, signal: AbortSignal): Promise<never> {
  throw (await ended) ?? interrupted(signal);
}

function interrupted(signal: AbortSignal): Failure {
  return new Failure("run.interrupted", "Stopped while connecting to Discord.", { cause: reasonOf(signal) });
}

/** What a member is still typing is no event, and is answered with choices; a replayed one has long been typed past. */
function passOver(
  { interactions, log }: GatewayOptions,
  payload: GatewayDispatchPayload,
  replayed: boolean,
  { ignored, unreadable }: Ignored,
): void {
  const { t: dispatch } = payload;
  if (dispatch === GatewayDispatchEvents.InteractionCreate && !replayed) {
    if (payload.d.type === InteractionType.ApplicationCommandAutocomplete) interactions.typed(payload.d);
  }
  log[unreadable === true ? "warn" : "debug"]("A dispatch was ignored", { dispatch, reason: ignored });
}

/** A session that is not the resumed one knows nothing of what happened before it. */
function beginning(payload: GatewayDispatchPayload): { readonly begins?: string } {
  return payload.t === GatewayDispatchEvents.Ready ? { begins: payload.d.session_id } : {};
}

/** The first call of a run: a bad token or address shows here, before anything is opened. */
async function askWhoWeAre(rest: REST, clock: Clock, signal: AbortSignal): Promise<string> {
  const doing = "asking Discord who the bot is";
  const api = new API(rest);
  return idOf(
    await callDiscord({ doing, signal, clock, run: (signal) => api.users.getCurrent({ signal }) }),
    doing,
  );
}
