import type { REST } from "@discordjs/rest";
import { WebSocketManager, WebSocketShardEvents, type SessionInfo } from "@discordjs/ws";
import {
  GatewayDispatchEvents,
  type APIGatewayBotInfo,
  type GatewayDispatchPayload,
  type GatewayIntentBits,
} from "discord-api-types/v10";
import type { SystemKind } from "../../operator/ports.ts";
import { sleep, type Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import { callDiscord } from "../rest/call.ts";
import { fatalClose } from "./closes.ts";
import type { GatewaySession } from "./session.ts";
import { createIdentifyThrottler, identifyRefusal } from "./identify-budget.ts";

/** One bot in one server needs one shard; direct messages come to shard 0 (documented). */
const SHARDS = 1;
/** A handshake cannot be cancelled in the library, so this also bounds how long closing may wait for one. */
const HANDSHAKE_MS = 5_000;
const HELLO_MS = 15_000;
/** How long closing waits for Discord's half of the goodbye. */
const GOODBYE_MS = 2_000;
/** Any code but 1000 and 1001 leaves the session resumable (documented). */
const CLOSE_RESUMABLE = 4_200;

/** The library's gateway connection with its edges filed off. It reconnects by itself until closed. */
export interface GatewayConnection {
  /** Resolves on the first READY or RESUMED. It may stay pending when the connection is closed before. */
  open(signal: AbortSignal): Promise<void>;
  /** Leaves the session resumable. Never rejects. */
  close(): Promise<void>;
  ready(): boolean;
}

interface Dependencies {
  readonly rest: REST;
  readonly token: string;
  readonly intents: GatewayIntentBits;
  readonly session: GatewaySession;
  readonly clock: Clock;
  readonly log: Log;
  /** In the order of the gateway; `replayed` while a RESUME brings what was missed. */
  readonly dispatched: (payload: GatewayDispatchPayload, replayed: boolean) => void;
  /** What becomes of the connection, for whoever reads the ledger later. */
  readonly noted?: GatewayNoted;
  /** The gateway will not have us back. */
  readonly failed: (failure: Failure) => void;
}

export type GatewayNoted = (kind: SystemKind, particulars: string | null) => void;

export function createGatewayConnection(dependencies: Dependencies): GatewayConnection {
  const { rest, token, intents, session, clock, log, failed } = dependencies;
  let closing = false;
  const attempt = createAttempt();
  const manager = new WebSocketManager({
    rest,
    token,
    intents,
    shardCount: SHARDS,
    handshakeTimeout: HANDSHAKE_MS,
    helloTimeout: HELLO_MS,
    retrieveSessionInfo() {
      if (!closing) return session.retrieve();
      // The library goes on reconnecting after it was destroyed in mid-connect; this is where it stops.
      attempt.settle();
      return new Promise<SessionInfo | null>(() => undefined);
    },
    updateSessionInfo: (_shard, info) => session.update(info),
    buildIdentifyThrottler: (manager) => createIdentifyThrottler(manager, failed),
  });
  const watched = watch(manager, dependencies, attempt, () => closing);

  return {
    ready: () => watched.ready(),
    async open(signal) {
      const info = await gatewayInformation(manager, clock, signal);
      watched.fallbackTo(info.url);
      const limit = info.session_start_limit;
      const resumes = session.retrieve()?.shardCount === SHARDS && limit.remaining > 0;
      const refusal = resumes ? null : identifyRefusal(limit);
      if (refusal !== null) throw refusal;
      if (closing) return;
      attempt.begin();
      await manager.connect();
    },
    async close() {
      closing = true;
      if (attempt.pending()) await atMost(clock, HANDSHAKE_MS, attempt.settled());
      const goodbye = Promise.resolve(manager.destroy({ code: CLOSE_RESUMABLE, reason: "Shutting down" }));
      await atMost(clock, GOODBYE_MS, goodbye).catch((thrown: unknown) => {
        log.warn("The gateway connection did not close cleanly", { error: String(thrown) });
      });
    },
  };
}

/** Whether a connect is under way: between it and HELLO, an error or a close. */
interface Attempt {
  pending(): boolean;
  begin(): void;
  settle(): void;
  settled(): Promise<void>;
}

function createAttempt(): Attempt {
  let current = Promise.withResolvers<void>();
  let pending = false;
  return {
    pending: () => pending,
    begin() {
      current = Promise.withResolvers<void>();
      pending = true;
    },
    settle() {
      pending = false;
      current.resolve();
    },
    settled: () => current.promise,
  };
}

interface Watched {
  ready(): boolean;
  fallbackTo(url: string): void;
}

function watch(
  manager: WebSocketManager,
  { session, intents, log, dispatched, noted, failed }: Dependencies,
  attempt: Attempt,
  closing: () => boolean,
): Watched {
  let ready = false;
  let replaying = false;
  let fallbackUrl = "";
  // A session we had and cannot resume took with it what was sent meanwhile.
  let had = session.retrieve() !== null;

  manager.on(WebSocketShardEvents.Hello, () => {
    attempt.settle();
    session.helloSeen();
    replaying = session.retrieve() !== null;
  });
  manager.on(WebSocketShardEvents.SocketError, (error) => {
    attempt.settle();
    session.connectFailed(fallbackUrl);
    log.warn("The connection to Discord's gateway failed", { error: error.message });
  });
  manager.on(WebSocketShardEvents.Closed, (code) => {
    attempt.settle();
    ready = false;
    if (closing()) return;
    session.closed(code);
    log.info("The gateway connection was closed", { code });
    noted?.("gateway.closed", `close code ${code}`);
    const failure = fatalClose(code, intents);
    if (failure === null) attempt.begin();
    else failed(failure);
  });
  // Fatal closes are announced here too; without a listener they would be uncaught errors.
  manager.on(WebSocketShardEvents.Error, (error) => {
    log.warn("The gateway library reports an error", { error: error.message });
  });
  manager.on(WebSocketShardEvents.Dispatch, (payload) => {
    if (payload.t === GatewayDispatchEvents.Ready || payload.t === GatewayDispatchEvents.Resumed) {
      ready = true;
      replaying = false;
      const resumed = payload.t === GatewayDispatchEvents.Resumed;
      log.info("Connected to Discord's gateway", { resumed });
      if (!resumed && had)
        noted?.("gateway.gap", "the session was lost: what was sent meanwhile may be missing");
      noted?.(resumed ? "gateway.resumed" : "gateway.identified", null);
      had = true;
    }
    dispatched(payload, replaying);
  });

  return {
    ready: () => ready,
    fallbackTo(url) {
      fallbackUrl = url;
    },
  };
}

async function gatewayInformation(
  manager: WebSocketManager,
  clock: Clock,
  signal: AbortSignal,
): Promise<APIGatewayBotInfo> {
  const doing = "asking for the gateway's address";
  const run = () => manager.fetchGatewayInformation();
  const info: Partial<APIGatewayBotInfo> = await callDiscord({ doing, signal, clock, run });
  const { url, session_start_limit: limit } = info;
  if (typeof url === "string" && typeof limit?.remaining === "number") return info as APIGatewayBotInfo;
  throw new Failure("discord.unavailable", `The answer to ${doing} is not one that Discord gives.`, {
    fix: "Check FLEXCORD_DISCORD_API when it is set, and any proxy before Discord.",
  });
}

/** Waits for the promise, but no longer than that. */
async function atMost(clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  const enough = new AbortController();
  try {
    await Promise.race([promise, sleep(clock, ms, enough.signal)]);
  } finally {
    enough.abort();
  }
}
