import type { InboundEvent } from "../../src/domain/event.ts";
import { later, type World } from "./world.ts";

/** How far somebody has heard a session. */
export interface Position {
  readonly sessionId: string;
  readonly sequence: number;
}

/** What the gateway sends: an event, or, with none, that a session begins. */
export interface Dispatch extends Position {
  readonly event: InboundEvent | null;
}

export interface Listener {
  receive(dispatch: Dispatch): void;
  /** The other side ended the connection. */
  closed(): void;
}

/** Discord's gateway, with one session at a time. */
export interface Gateway {
  dispatch(event: InboundEvent): void;
  /** The same, in the order in which Discord does not promise to keep a message and its change. */
  dispatchSwapped(message: InboundEvent, change: InboundEvent): void;
  /** Goes on behind that position, or begins a session where there is none to go on with. Null while it cannot be reached. */
  connect(from: Position | null, listener: Listener): (() => void) | null;
  /** Ends the connection; the session lives for some minutes more. */
  disconnect(): void;
  /** Ends the session, so that nobody can go on with it. */
  invalidate(): void;
  /** Calls whenever a session begins in which somebody hears no more of the one before. */
  onAnew(listener: () => void): void;
  /** Whether somebody listens and has been sent all there is. */
  sent(): boolean;
  /** The source ids of what was told in no session, or in one that ended before it was stored. */
  readonly missed: ReadonlySet<string>;
}

interface Session {
  readonly id: string;
  readonly log: (InboundEvent | null)[];
}

interface Connection {
  readonly session: Session;
  readonly listener: Listener;
  cursor: number;
}

const MINUTE = 60_000;

/** @param stored how far the ledger has it */
export function createGateway(world: World, stored: () => Position | null): Gateway {
  const { random } = world;
  const missed = new Set<string>();
  const anew: (() => void)[] = [];
  let sessions = 0;
  let session: Session | null = null;
  let connection: Connection | null = null;

  const miss = (event: InboundEvent | null | undefined) => {
    if (event !== null && event !== undefined) missed.add(event.sourceId);
  };
  const endSession = () => {
    if (session === null) return;
    world.note("gateway", `${session.id} is over`);
    const safe = stored();
    session.log.slice(safe?.sessionId === session.id ? safe.sequence : 0).forEach(miss);
    session = null;
  };
  const disconnect = () => {
    const left = connection;
    connection = null;
    if (left === null) return;
    left.listener.closed();
    world.scheduler.after(random.between(MINUTE, 5 * MINUTE), () => {
      if (session === left.session && connection === null) endSession();
    });
  };
  const append = (event: InboundEvent) => {
    if (session === null) miss(event);
    else session.log.push(event);
  };
  /** Sends what is next after a moment, and then what is next after that. */
  let pumping: Connection | null = null;
  const pump = () => {
    const current = connection;
    if (current === null || pumping === current || current.cursor >= current.session.log.length) return;
    pumping = current;
    later(world, random.between(0, 80), () => {
      pumping = pumping === current ? null : pumping;
      const event = current.session.log[current.cursor];
      if (connection !== current || event === undefined) return;
      current.cursor += 1;
      current.listener.receive({ sessionId: current.session.id, sequence: current.cursor, event });
      if (event !== null && random.chance(world.faults.repeated)) append(event);
      pump();
    });
  };

  return {
    missed,
    dispatch(event) {
      append(event);
      pump();
    },
    dispatchSwapped(message, change) {
      append(change);
      append(message);
      pump();
    },
    connect(from, listener) {
      if (world.outages.has("discord")) return null;
      const known = session !== null && session.id === from?.sessionId;
      if (session === null || !known) {
        endSession();
        session = { id: `session ${(sessions += 1)}`, log: [null] };
        world.note("gateway", `${session.id} begins`);
        if (sessions > 1) for (const listener of anew) listener();
      }
      const mine = { session, listener, cursor: known ? (from?.sequence ?? 0) : 0 };
      connection = mine;
      pump();
      return () => {
        if (connection === mine) disconnect();
      };
    },
    disconnect,
    invalidate() {
      endSession();
      disconnect();
    },
    onAnew: (listener) => void anew.push(listener),
    sent: () => connection !== null && connection.cursor >= connection.session.log.length,
  };
}
