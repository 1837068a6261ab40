import type { RawData, WebSocket } from "ws";

import type { World } from "../world.ts";
import type { Dials } from "./dials.ts";
import { greet } from "./greeting.ts";
import {
  CLOSE,
  type Close,
  ENDS_SESSION,
  LARGEST_PAYLOAD,
  OP,
  parsePayload,
  type Payload,
} from "./protocol.ts";
import { recordClose, recordRequest } from "./recording.ts";
import { readIdentify, readResume } from "./requests.ts";
import { createSendLimit } from "./send-limit.ts";
import type { Session, Sessions, Wire } from "./sessions.ts";

/** A client that sends no heartbeat for so many intervals is gone. */
const ZOMBIE_INTERVALS = 1.5;

export interface GatewayParts {
  readonly world: World;
  readonly sessions: Sessions;
  readonly dials: Dials;
}

/** A connection, to whoever wants to disturb it. */
export interface LiveConnection {
  readonly send: (op: number, data: unknown) => void;
  readonly close: (code: number, reason: string) => void;
}

/** What one connection has become so far. */
interface Connection extends GatewayParts {
  readonly wire: Wire;
  session: Session | null;
  readonly send: (op: number, data: unknown) => void;
  close(reason: Close): void;
  /** Starts waiting for the next heartbeat. */
  expectHeartbeat(): void;
}

/** Speaks the gateway's protocol with one client, from HELLO to the close. */
export function acceptConnection(socket: WebSocket, wire: Wire, parts: GatewayParts): LiveConnection {
  const { context } = parts.world;
  const { heartbeatMs } = parts.dials;
  let cancelZombieCheck: (() => void) | null = null;
  const connection: Connection = {
    ...parts,
    wire,
    session: null,
    send: (op, d) => wire.send(JSON.stringify({ op, d, s: null, t: null })),
    close(reason) {
      const [code, text] = CLOSE[reason];
      wire.close(code, text);
    },
    expectHeartbeat() {
      cancelZombieCheck?.();
      const patience = heartbeatMs * ZOMBIE_INTERVALS;
      cancelZombieCheck = context.after(patience, () => connection.close("SESSION_TIMED_OUT"));
    },
  };
  const isTooFast = createSendLimit(context.now);
  socket.on("message", (data) => {
    const text = textOf(data);
    const payload = Buffer.byteLength(text) > LARGEST_PAYLOAD ? null : parsePayload(text);
    if (payload === null) connection.close("DECODE_ERROR");
    else if (isTooFast()) connection.close("RATE_LIMITED");
    else handle(connection, payload);
  });
  socket.on("close", (code) => {
    cancelZombieCheck?.();
    const { session } = connection;
    recordClose(context, session?.id ?? null, code);
    if (session !== null) parts.sessions.disconnect(session, connection.wire, ENDS_SESSION.includes(code));
  });
  socket.on("error", () => socket.terminate());
  connection.expectHeartbeat();
  connection.send(OP.HELLO, { heartbeat_interval: heartbeatMs, _trace: [] });
  return { send: connection.send, close: wire.close };
}

function handle(connection: Connection, payload: Payload): void {
  const isKnown = connection.session !== null;
  switch (payload.op) {
    case OP.HEARTBEAT:
      connection.expectHeartbeat();
      if (connection.dials.acknowledges) connection.send(OP.HEARTBEAT_ACK, null);
      return;
    case OP.IDENTIFY:
    case OP.RESUME:
      if (isKnown) connection.close("ALREADY_AUTHENTICATED");
      else if (payload.op === OP.IDENTIFY) identify(connection, payload);
      else resume(connection, payload);
      return;
    case OP.PRESENCE_UPDATE:
    case OP.VOICE_STATE_UPDATE:
      if (!isKnown) connection.close("NOT_AUTHENTICATED");
      return;
    default:
      recordRequest(connection.world.context, `OP ${payload.op}`, payload, "not imitated");
      connection.close(isKnown ? "UNKNOWN_OPCODE" : "NOT_AUTHENTICATED");
  }
}

function identify(connection: Connection, payload: Payload): void {
  const { world, sessions, wire } = connection;
  const request = readIdentify(payload.d, world);
  const isRefused = typeof request === "string";
  recordRequest(world.context, "IDENTIFY", payload, isRefused ? request : undefined);
  if (isRefused) {
    connection.close(request);
    return;
  }
  const budget = takeStart(connection);
  if (budget !== null) {
    refuseStart(connection, budget);
    return;
  }
  connection.session = sessions.begin(request.intents, request.shard, wire);
  greet(world, sessions, connection.session);
}

/** Counts an IDENTIFY; not null when it is one too many, in the day or for the moment. */
function takeStart({ dials, sessions, world }: Connection): "day" | "moment" | null {
  const now = world.context.now();
  if (dials.startsLeft <= 0) return "day";
  if (now - sessions.lastBegun() < dials.identifyEveryMs) return "moment";
  dials.startsLeft -= 1;
  return null;
}

/** Who spends the day's starts loses the token; who is too fast is only told to come again (documented). */
function refuseStart(connection: Connection, budget: "day" | "moment"): void {
  if (budget === "moment") {
    connection.send(OP.INVALID_SESSION, false);
    return;
  }
  connection.world.tokenAccepted = false;
  connection.close("AUTHENTICATION_FAILED");
}

function resume(connection: Connection, payload: Payload): void {
  const { world, sessions, wire } = connection;
  const request = readResume(payload.d, world);
  const isRefused = typeof request === "string";
  recordRequest(world.context, "RESUME", payload, isRefused ? request : undefined);
  if (isRefused) {
    connection.close(request);
    return;
  }
  const session = sessions.resume(request.sessionId, request.sequence, wire);
  if (session === "invalid-sequence") connection.close("INVALID_SEQUENCE");
  else if (session === null) connection.send(OP.INVALID_SESSION, false);
  else connection.session = session;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString("utf8");
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString("utf8");
}
