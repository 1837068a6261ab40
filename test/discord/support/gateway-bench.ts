import { createThreadPlaces } from "../../../src/discord/channels/threads.ts";
import { afterEach, beforeEach } from "vitest";
import type { Accept, GatewayCheckpoint } from "../../../src/bridge/ports.ts";
import {
  openGateway,
  memberIntents,
  type Gateway,
  type GatewayOptions,
} from "../../../src/discord/gateway/gateway.ts";
import { createInteractions } from "../../../src/discord/interactions/interactions.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import { startFakeGateway, type FakeGateway } from "./fake-gateway.ts";
import { startFakeRest, type FakeRest } from "./fake-rest.ts";
import { BOT_ID, dmMessage, noGaps, listeningLog, TOKEN, noNames } from "./wire.ts";

/** A ledger in memory: what it stored, and the checkpoint that was stored with it. */
export interface Shelf {
  readonly events: InboundEvent[];
  /** How many events came with each call, and the sequence of the checkpoint beside them. */
  readonly batches: number[];
  readonly sequences: (number | undefined)[];
  checkpoint: GatewayCheckpoint | null;
  readonly accept: Accept;
}

export function shelf(
  before: (events: readonly InboundEvent[]) => Promise<void> = async () => undefined,
): Shelf {
  const stored: Shelf = {
    events: [],
    batches: [],
    sequences: [],
    checkpoint: null,
    async accept(events, checkpoint) {
      await before(events);
      stored.events.push(...events);
      stored.batches.push(events.length);
      stored.sequences.push(checkpoint?.sequence);
      if (checkpoint !== undefined && checkpoint !== null) stored.checkpoint = checkpoint;
      return [];
    },
  };
  return stored;
}

export function textsOf(events: readonly InboundEvent[]): readonly string[] {
  return events.map(({ happening }) => (happening.kind === "member.wrote" ? happening.text : happening.kind));
}

/** Discord as two small servers, fresh for every test, and the gateways opened against it. */
export interface GatewayBench {
  readonly rest: FakeRest;
  readonly wire: FakeGateway;
  /** What GET /gateway/bot says is left of today's sessions. */
  remaining: number;
  options(ledger: Shelf, over?: Partial<GatewayOptions>): GatewayOptions;
  /** Opens a gateway that is closed after the test. */
  connect(ledger: Shelf, over?: Partial<GatewayOptions>): Promise<Gateway>;
  say(text: string): void;
  /** The opcodes that clients opened with: 2 is IDENTIFY, 6 is RESUME. */
  ops(): readonly number[];
}

export function useGatewayBench(): () => GatewayBench {
  let bench: GatewayBench;
  const open: Gateway[] = [];
  beforeEach(async () => {
    bench = buildBench(await startFakeRest(), await startFakeGateway(), open);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((gateway) => gateway.close()));
    await bench.wire[Symbol.asyncDispose]();
    await bench.rest[Symbol.asyncDispose]();
  });
  return () => bench;
}

function buildBench(rest: FakeRest, wire: FakeGateway, open: Gateway[]): GatewayBench {
  const options = (ledger: Shelf, over: Partial<GatewayOptions> = {}): GatewayOptions => {
    const client = createRest({ token: TOKEN, api: rest.api });
    const { log } = listeningLog();
    return {
      rest: client,
      token: TOKEN,
      intents: memberIntents,
      accept: ledger.accept,
      checkpoint: ledger.checkpoint,
      gaps: noGaps,
      threads: createThreadPlaces(),
      names: noNames,
      interactions: createInteractions({
        rest: client,
        clock: systemClock,
        log,
        suggestions: () => [],
        formOf: () => null,
      }),
      clock: systemClock,
      log,
      signal: new AbortController().signal,
      ...over,
    };
  };
  const bench: GatewayBench = {
    rest,
    wire,
    remaining: 1_000,
    options,
    async connect(ledger, over) {
      const gateway = await openGateway(options(ledger, over));
      open.push(gateway);
      return gateway;
    },
    say: (text) => wire.dispatch("MESSAGE_CREATE", dmMessage(text)),
    ops: () => wire.openings.map(({ op }) => op),
  };
  rest.on("GET /users/@me", () => ({ status: 200, body: { id: BOT_ID, username: "bot", bot: true } }));
  rest.on("GET /gateway/bot", () => {
    const limit = { total: 1_000, remaining: bench.remaining, reset_after: 3_600_000, max_concurrency: 1 };
    return { status: 200, body: { url: wire.url, shards: 1, session_start_limit: limit } };
  });
  return bench;
}
