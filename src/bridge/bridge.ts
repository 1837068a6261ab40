import type { Clock } from "../domain/clock.ts";
import { asFailure } from "../domain/failure.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { createAlarms } from "./alarms.ts";
import type { Sides } from "./carry-out/context.ts";
import { createCircuit } from "./circuit.ts";
import { createDeciders } from "./deciders.ts";
import { createDelayWatch } from "./delays.ts";
import type { Policy } from "./decide/policy.ts";
import type { Direction } from "./effect.ts";
import { createIntake, type Intake } from "./intake.ts";
import { createLanes } from "./lanes.ts";
import type { Accept, Decided, Lane, Ledger } from "./ports.ts";
import { createSides, type SidesByDirection } from "./sides.ts";
import { createTimekeeper, type Timekeeper } from "./timekeeper.ts";
import { createWatch } from "./watch.ts";

export interface BridgeOptions extends Sides {
  readonly ledger: Ledger;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly log: Log;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** How long something may wait for one side before people are told; they are not when left out. */
  readonly tellDelaysAfterMs?: number;
  /** The lineage that an effect was decided under; the policy's for all of them when left out. */
  readonly lineageOf?: (effectId: number) => string;
  /** A side takes our token, or refuses it. */
  readonly tokenHeard?: (side: Direction, accepted: boolean) => void;
}

export interface Bridge {
  /** The one door in. Resolves when the events are safe. */
  readonly accept: Accept;
  /** Has lanes look for work that came into the ledger by another way. */
  ring(lanes: readonly Lane[]): void;
  /** Has what happened to these members decided when it came into the ledger by another way. */
  decideFor(members: readonly MemberId[]): void;
  /** Callbacks of the agent's side may have been lost: reads there what every open conversation holds. */
  readonly readAll: () => void;
  /** Takes up what an earlier run left unfinished. */
  start(): Promise<void>;
  /** Lets what is being carried out end, for at most `graceMs`, and starts nothing more. */
  stop(graceMs: number): Promise<void>;
}

/** Joins the ledger, the deciders, the lanes and the timers: whatever one yields rings the next. */
export function createBridge(options: BridgeOptions): Bridge {
  const { ledger, transport, policy, clock, log, random } = options;
  const stopping = new AbortController();
  const cutting = new AbortController();
  const alarms = createAlarms(clock);
  const now = () => clock.now();
  const common = { ledger, alarms, log, signal: stopping.signal };

  const intake = createIntake(ledger, (memberId) => deciders.ring(memberId));
  const { accept } = intake;
  const tellAfterMs = options.tellDelaysAfterMs ?? null;
  const delays = createDelayWatch({ ...common, accept, clock, tellAfterMs });
  const timekeeper = openTimekeeper(options, stopping.signal, intake);
  const sides = openSides(options, stopping.signal, () => watch.readAll());
  const cut = cutting.signal;
  const watch = createWatch({ ...common, transport, side: sides.agent, accept, now, random, cut });
  const lanes = createLanes({
    ...common,
    context: { ...options, now, lineageOf: options.lineageOf ?? (() => policy.lineage) },
    sides,
    cut,
    async settle(due, settlement) {
      await intake.settle(due, settlement);
      watch.settled(due, settlement);
    },
  });
  const deciders = createDeciders({
    ...common,
    policy,
    now,
    onDecided(memberId, decided) {
      for (const direction of directionsToRing(decided)) lanes.ring({ memberId, direction });
      for (const other of decided.rings) deciders.ring(other);
      if (decided.timers) timekeeper.look();
      if (decided.conversation !== null) watch.noticed(decided.conversation);
    },
  });

  return {
    accept,
    readAll: watch.readAll,
    decideFor: (members) => members.forEach((memberId) => deciders.ring(memberId)),
    ring: (rung) => rung.forEach((lane) => lanes.ring(lane)),
    async start() {
      const unfinished = await ledger.unfinished();
      for (const memberId of unfinished.members) deciders.ring(memberId);
      for (const lane of unfinished.lanes) lanes.ring(lane);
      timekeeper.look();
      delays.start();
      watch.readAll();
    },
    async stop(graceMs) {
      stopping.abort(new Error("the bridge is stopping"));
      alarms.clear();
      const cancel = clock.after(graceMs, () => cutting.abort(new Error("the bridge has stopped")));
      await Promise.all([deciders, lanes, timekeeper, delays, watch].map((part) => part.idle()));
      cancel();
    },
  };
}

/** Those with new work; and all of them once it is decided what goes out instead of a line that failed. */
function directionsToRing({ entry, directions }: Decided): readonly Direction[] {
  return entry.event.happening.kind === "delivery.failed" ? ["member", "agent", "assistant"] : directions;
}

/** @param agentSideBack is called when the agent's side answers again after an outage */
function openSides(
  { clock, random, log, tokenHeard }: BridgeOptions,
  signal: AbortSignal,
  agentSideBack: () => void,
): SidesByDirection {
  return createSides((side) => {
    const onClosed = side === "agent" ? agentSideBack : () => undefined;
    const onToken = (accepted: boolean) => tokenHeard?.(side, accepted);
    return createCircuit({ side, clock, random, log, signal, onClosed, onToken });
  });
}

function openTimekeeper(
  { ledger, clock, log }: BridgeOptions,
  signal: AbortSignal,
  intake: Intake,
): Timekeeper {
  return createTimekeeper({
    clock,
    signal,
    next: () => ledger.nextTimer(),
    ring: (at) => intake.ringTimers(at),
    onError: (thrown) => log.error("timers failed", { failure: asFailure(thrown).message }),
  });
}
