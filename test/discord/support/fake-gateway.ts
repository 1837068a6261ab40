import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";

interface Frame {
  readonly op: number;
  readonly d?: unknown;
}

interface Session {
  readonly id: string;
  readonly log: { readonly s: number; readonly t: string; readonly d: unknown }[];
}

/** A small real gateway: HELLO, IDENTIFY, RESUME with replay, heartbeats; and the ways it can go wrong. */
export interface FakeGateway extends AsyncDisposable {
  readonly url: string;
  /** Opcodes 2 (IDENTIFY) and 6 (RESUME) with their payloads, in the order they came. */
  readonly openings: { readonly op: 2 | 6; readonly d: Record<string, unknown> }[];
  /** What clients closed with. */
  readonly closedWith: number[];
  /** Sends to whoever is connected and remembers it for RESUME. */
  dispatch(t: string, d: unknown): void;
  /** Closes every connection with this code. */
  close(code: number): void;
  /** Cuts every connection and refuses new ones until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Sends op 7. */
  askToReconnect(): void;
  /** Answers RESUME with "invalid session" from now on, until somebody identifies. */
  forget(): void;
  /** Answers IDENTIFY by closing with this code. */
  refuseIdentify(code: number): void;
  /** How many are open. */
  connections(): number;
}

function send(socket: WebSocket, frame: object): void {
  socket.send(JSON.stringify(frame));
}

export async function startFakeGateway(): Promise<FakeGateway> {
  const openings: FakeGateway["openings"] = [];
  const closedWith: number[] = [];
  const sockets = new Set<WebSocket>();
  const ready = new Set<WebSocket>();
  let session: Session | null = null;
  let forgotten = false;
  let refusal: number | null = null;
  let sessions = 0;
  let server: Server;
  let port = 0;
  const url = () => `ws://127.0.0.1:${port}`;

  function record(t: string, d: unknown): object {
    if (session === null) throw new Error("No session yet");
    const entry = { s: session.log.length + 1, t, d };
    session.log.push(entry);
    return { op: 0, ...entry };
  }

  function identify(socket: WebSocket): void {
    if (refusal !== null) {
      socket.close(refusal);
      return;
    }
    sessions += 1;
    session = { id: `session-${sessions}`, log: [] };
    forgotten = false;
    ready.add(socket);
    send(
      socket,
      record("READY", { v: 10, session_id: session.id, resume_gateway_url: url(), user: {}, guilds: [] }),
    );
  }

  function resume(socket: WebSocket, d: { session_id: string; seq: number }): void {
    if (session === null || forgotten || d.session_id !== session.id) {
      send(socket, { op: 9, d: false });
      return;
    }
    for (const entry of session.log.filter(({ s }) => s > d.seq)) send(socket, { op: 0, ...entry });
    ready.add(socket);
    send(socket, record("RESUMED", {}));
  }

  function connected(socket: WebSocket): void {
    sockets.add(socket);
    socket.on("close", (code) => {
      closedWith.push(code);
      sockets.delete(socket);
      ready.delete(socket);
    });
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString("utf8")) as Frame;
      if (frame.op === 1) send(socket, { op: 11 });
      if (frame.op !== 2 && frame.op !== 6) return;
      openings.push({ op: frame.op, d: frame.d as Record<string, unknown> });
      if (frame.op === 2) identify(socket);
      else resume(socket, frame.d as { session_id: string; seq: number });
    });
    send(socket, { op: 10, d: { heartbeat_interval: 30_000 } });
  }

  async function up(): Promise<void> {
    server = createServer();
    new WebSocketServer({ server }).on("connection", connected);
    await new Promise<void>((listening) => server.listen(port, "127.0.0.1", listening));
    port = (server.address() as AddressInfo).port;
  }

  async function down(): Promise<void> {
    for (const socket of sockets) socket.terminate();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }

  await up();
  return {
    url: url(),
    openings,
    closedWith,
    dispatch(t, d) {
      const frame = record(t, d);
      for (const socket of ready) send(socket, frame);
    },
    close(code) {
      for (const socket of sockets) socket.close(code);
    },
    down,
    up,
    askToReconnect() {
      for (const socket of sockets) send(socket, { op: 7, d: null });
    },
    forget() {
      forgotten = true;
    },
    refuseIdentify(code) {
      refusal = code;
    },
    connections: () => sockets.size,
    [Symbol.asyncDispose]: down,
  };
}
