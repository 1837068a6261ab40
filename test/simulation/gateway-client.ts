import type { REST } from "@discordjs/rest";
import type { Accept, GatewayCheckpoint, Gap, Ledger } from "../../src/bridge/ports.ts";
import { createBackFill } from "../../src/discord/gateway/back-fill.ts";
import { createGatewayIntake } from "../../src/discord/gateway/intake.ts";
import { silentLog } from "../../src/domain/log.ts";
import type { PlaceId } from "../../src/domain/ids.ts";
import { READER, type Discord } from "./discord.ts";
import type { Dispatch, Position } from "./gateway.ts";
import type { Request } from "./network.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

export interface GatewayClient {
  open(): Promise<void>;
  disconnect(): void;
  /** Ends it as `discord/gateway/gateway.ts` does: what has arrived is stored. */
  close(): Promise<void>;
}

export interface GatewayClientOptions {
  readonly world: World;
  readonly process: Process;
  readonly discord: Discord;
  readonly ledger: Ledger;
  readonly accept: Accept;
  readonly request: Request;
  readonly heard: (dispatch: Dispatch) => void;
  /** A gap was noted; null when no place is known that could be read. */
  readonly onGap: (gap: Gap | null) => void;
}

const ADDRESS = { resumeUrl: "wss://gateway.test", shardId: 0, shardCount: 1 };

/** The daemon's end of the gateway: its real intake and back-fill, on a connection that is simulated. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { world, process, discord, ledger, accept, request, heard, onGap } = options;
  const stopping = new AbortController();
  const common = { accept, clock: process.clock, log: silentLog };
  const backFill = createBackFill({
    ...common,
    rest: historyOver(discord, request),
    reader: READER,
    signal: stopping.signal,
    gaps: {
      ...ledger,
      async openGap() {
        const gap = await ledger.openGap();
        onGap(gap);
        return gap;
      },
    },
  });
  const intake = createGatewayIntake({
    ...common,
    backFill,
    refused: (failure) => world.violated(`the intake gave up: ${failure.message}`),
  });
  let position: Position | null = null;
  let disconnect: () => void = () => undefined;

  const reconnect = () => process.clock.after(world.random.between(50, 20_000), connect);
  const connect = () => {
    if (stopping.signal.aborted) return;
    const opened = discord.gateway.connect(position, { receive, closed: reconnect });
    if (opened === null) reconnect();
    else disconnect = opened;
  };
  const receive = (dispatch: Dispatch) => {
    process.deliver(() => {
      const { sessionId, sequence, event } = dispatch;
      position = { sessionId, sequence };
      heard(dispatch);
      const checkpoint: GatewayCheckpoint = { ...ADDRESS, sessionId, sequence };
      const means = event === null ? { events: [], begins: sessionId } : { events: [event] };
      intake.push({ ...means, checkpoint });
    });
  };

  return {
    async open() {
      position = await ledger.checkpoint();
      await backFill.resume();
      connect();
    },
    disconnect: () => disconnect(),
    async close() {
      stopping.abort(new Error("the gateway is closing"));
      disconnect();
      await intake.stop();
      await backFill.idle();
    },
  };
}

/** As much of the vendor's client as reading a place takes. */
function historyOver(discord: Discord, request: Request): REST {
  const get = (route: string, asked: { readonly query: URLSearchParams; readonly signal: AbortSignal }) => {
    const placeId = route.split("/")[2] as PlaceId;
    const { query, signal } = asked;
    const read = () => discord.history(placeId, query.get("after") ?? "0", Number(query.get("limit")));
    return request(`reading ${placeId}`, signal, read);
  };
  return { get } as unknown as REST;
}
