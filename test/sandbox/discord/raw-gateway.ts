import { once } from "node:events";

import { WebSocket } from "ws";

import { eventually, type Stage } from "./stage.ts";

export interface Payload {
  readonly op: number;
  readonly s: number | null;
  readonly t: string | null;
  readonly d: Record<string, unknown>;
}

/** A gateway client that does exactly what it is told. */
export interface RawGateway {
  readonly received: readonly Payload[];
  send(op: number, d: unknown): void;
  /** The first payload that fits, now or later. */
  next(fits: (payload: Payload) => boolean): Promise<Payload>;
  /** Drops the connection without a word. */
  kill(): Promise<void>;
  close(code: number): Promise<void>;
  /** The code the server closes with. */
  readonly closed: Promise<number>;
}

export async function connect(stage: Stage): Promise<RawGateway> {
  const { body } = await stage.request("GET", "/gateway/bot");
  const socket = new WebSocket(`${String(body["url"])}?v=10&encoding=json`);
  const received: Payload[] = [];
  socket.on("message", (data) => received.push(JSON.parse((data as Buffer).toString("utf8")) as Payload));
  const closed = new Promise<number>((resolve) => {
    socket.once("close", resolve);
  });
  await once(socket, "open");
  const gateway: RawGateway = {
    received,
    closed,
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    next: (fits) => eventually(() => received.find(fits)),
    async kill() {
      socket.terminate();
      await closed;
    },
    async close(code) {
      socket.close(code);
      await closed;
    },
  };
  await gateway.next(({ op }) => op === 10);
  return gateway;
}

/** Connects and identifies. */
export async function identify(
  stage: Stage,
  intents: number,
): Promise<RawGateway & { readonly sessionId: string }> {
  const gateway = await connect(stage);
  gateway.send(2, { token: stage.discord.token, intents, properties: {} });
  const ready = await gateway.next(({ t }) => t === "READY");
  return Object.assign(gateway, { sessionId: String(ready.d["session_id"]) });
}

export function event(name: string) {
  return ({ t }: Payload) => t === name;
}
