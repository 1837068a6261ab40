import { randomBytes } from "node:crypto";

import type { SandboxContext } from "../../context.ts";
import { type Dispatch, INTENT } from "./dispatch.ts";
import { OP, RESUMABLE_MS } from "./protocol.ts";
import { recordDispatch, recordLost } from "./recording.ts";
import { createUnrulyDelivery } from "./unruly.ts";

/** The connection a session currently has. */
export interface Wire {
  readonly send: (text: string) => void;
  readonly close: (code: number, reason: string) => void;
}

/** What a client identified as; it outlives its connection for a few minutes. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  /** The last sequence number given out. */
  sequence: number;
  wire: Wire | null;
  /** Stops the countdown that runs while nobody is connected. */
  keep: (() => void) | null;
  /** What was dispatched lately, for a resume. */
  readonly sent: Sent[];
}

interface Sent {
  readonly sequence: number;
  readonly event: string;
  readonly at: number;
  readonly text: string;
}

export interface Sessions {
  begin(intents: number, shard: readonly [number, number], wire: Wire): Session;
  /** Null when the session is gone or what was missed is no longer kept. */
  resume(id: string, sequence: number, wire: Wire): Session | "invalid-sequence" | null;
  /** Sends one event to one session. */
  send(session: Session, event: string, data: object): void;
  /** Sends an event to every session that asked for it. */
  readonly publish: (dispatch: Dispatch) => void;
  /** The connection is gone; the session waits to be resumed unless the client gave it up. */
  disconnect(session: Session, wire: Wire, isOver: boolean): void;
  /** Forgets every session; their connections live on for the moment, but hear of nothing more. */
  readonly forgetAll: () => void;
  /** When a session began last, in milliseconds since 1970; 0 before the first. */
  lastBegun(): number;
}

export function createSessions(context: SandboxContext, guildId: string): Sessions {
  const sessions = new Map<string, Session>();
  const deliverUnruly = createUnrulyDelivery(context);
  const { deliver, send } = createSender(context);
  let lastBegun = 0;
  return {
    begin(intents, shard, wire) {
      const id = randomBytes(16).toString("hex");
      const session: Session = { id, intents, shard, sequence: 0, wire, keep: null, sent: [] };
      sessions.set(id, session);
      lastBegun = context.now();
      return session;
    },
    resume(id, sequence, wire) {
      const session = sessions.get(id);
      if (session === undefined) return null;
      if (sequence > session.sequence) return "invalid-sequence";
      const missed = session.sent.filter((sent) => sent.sequence > sequence);
      if (missed.length < session.sequence - sequence) return null;
      session.keep?.();
      session.wire?.close(4000, "Session resumed elsewhere.");
      session.wire = wire;
      for (const sent of missed) deliver(session, sent);
      send(session, "RESUMED", { _trace: [] });
      return session;
    },
    send,
    publish(dispatch) {
      for (const session of sessions.values()) {
        if (!wants(session, dispatch, guildId)) continue;
        const isWhole = (session.intents & INTENT.MESSAGE_CONTENT) !== 0;
        const { event } = dispatch;
        const data = isWhole ? dispatch.data : (dispatch.withoutContent ?? dispatch.data);
        deliverUnruly(session.id, dispatch, {
          now: (fault) => send(session, event, data, fault),
          lost: (fault) => recordLost(context, { sessionId: session.id, event, data }, fault),
        });
      }
    },
    disconnect(session, wire, isOver) {
      if (session.wire !== wire) return;
      session.wire = null;
      if (isOver) {
        sessions.delete(session.id);
        return;
      }
      session.keep = context.after(RESUMABLE_MS, () => sessions.delete(session.id));
    },
    forgetAll: () => sessions.clear(),
    lastBegun: () => lastBegun,
  };
}

/** Gives events their numbers and keeps them for a resume. */
function createSender(context: SandboxContext) {
  const deliver = (session: Session, { sequence, event, text }: Sent, fault?: string) => {
    if (session.wire === null) return;
    session.wire.send(text);
    recordDispatch(context, { sessionId: session.id, sequence, event, text }, fault);
  };
  const send = (session: Session, event: string, data: object, fault?: string) => {
    session.sequence += 1;
    const { sequence } = session;
    const text = JSON.stringify({ op: OP.DISPATCH, s: sequence, t: event, d: data });
    const sent = { sequence, event, at: context.now(), text };
    while (session.sent[0] !== undefined && context.now() - session.sent[0].at > RESUMABLE_MS)
      session.sent.shift();
    session.sent.push(sent);
    deliver(session, sent, fault);
  };
  return { deliver, send };
}

/** Whether a session hears of the server at all. */
export function isGuildShard(session: Session, guildId: string): boolean {
  return session.shard[0] === Number((BigInt(guildId) >> 22n) % BigInt(session.shard[1]));
}

/** Events of no server go to shard 0; those of the server to the shard its id falls on. */
function wants(session: Session, { intent, ofGuild }: Dispatch, guildId: string): boolean {
  if (intent !== 0 && (session.intents & intent) === 0) return false;
  return ofGuild ? isGuildShard(session, guildId) : session.shard[0] === 0;
}
