import type { Clock } from "../domain/clock.ts";
import type { Failure, FailureCode } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";

/** What a try through a circuit said about the other side. */
export type Finding = "up" | "down" | "refused" | "nothing";

/**
 * What all who call one side share. After several failures in a row, whoever had them, the side is taken for
 * down: nobody calls it but one prober at a time, ever more slowly. A refused token does the same at once,
 * because every call with it counts against us.
 */
export interface Circuit {
  /** Whether `name` may try now. When not, `ring` is called once it may ask again. */
  enter(name: string, ring: () => void): boolean;
  /** What came of the try that `name` was let in for. */
  leave(name: string, finding: Finding): void;
  readonly open: boolean;
}

/** Failures in a row, over all who call, that make an outage. */
const FAILURES_TO_OPEN = 5;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** With the calls that are under way when a token is revoked, this stays below 20 refused calls a minute. */
const REFUSED_PAUSE_MS = 20_000;
const JITTER = 0.2;

interface Outage {
  readonly reason: "down" | "refused";
  readonly pauseMs: number;
  prober: string | null;
}

export interface CircuitOptions {
  /** Names the side in the log. */
  readonly side: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The side is back after an outage. */
  readonly onClosed: () => void;
  /** The side takes our token, or refuses it: told the first time, and when the one turns into the other. */
  readonly onToken?: (accepted: boolean) => void;
}

export function createCircuit(options: CircuitOptions): Circuit {
  const circuit = createBreaker(options);
  let accepted: boolean | null = null;
  const hear = (now: boolean) => {
    if (accepted !== now) options.onToken?.(now);
    accepted = now;
  };
  return {
    enter: circuit.enter,
    leave(name, finding) {
      circuit.leave(name, finding);
      if (circuit.refused) hear(false);
      else if (finding === "up" && !circuit.open) hear(true);
    },
    get open() {
      return circuit.open;
    },
  };
}

interface Breaker extends Circuit {
  readonly enter: (name: string, ring: () => void) => boolean;
  /** Open because our token is not taken. */
  readonly refused: boolean;
}

function createBreaker(options: CircuitOptions): Breaker {
  const { side, log } = options;
  const waiting = createWaiting();
  const rest = createRest(options, () => waiting.ringNext());
  let failures = 0;
  let outage: Outage | null = null;

  const pause = (reason: Outage["reason"], pauseMs: number) => {
    outage = { reason, pauseMs, prober: null };
    rest.begin(pauseMs);
  };

  const close = () => {
    log.info("The other side answers again", { side, waited: waiting.size() });
    outage = null;
    rest.end();
    waiting.ringAll();
    options.onClosed();
  };

  const begin = (reason: Outage["reason"]) => {
    if (reason === "refused") log.error("The other side refuses our token: nothing is sent there", { side });
    else log.warn("The other side seems to be down: it is probed until it answers", { side });
    pause(reason, reason === "refused" ? REFUSED_PAUSE_MS : FIRST_PAUSE_MS);
  };

  return {
    get open() {
      return outage !== null;
    },
    get refused() {
      return outage?.reason === "refused";
    },
    enter(name, ring) {
      if (outage === null) return true;
      if (outage.prober === null && !rest.lasts()) {
        outage.prober = name;
        return true;
      }
      waiting.add(name, ring);
      return false;
    },
    leave(name, finding) {
      if (finding === "up") failures = 0;
      if (finding === "down") failures += 1;
      if (outage === null) {
        if (finding === "refused") begin("refused");
        else if (finding === "down" && failures >= FAILURES_TO_OPEN) begin("down");
        return;
      }
      if (finding === "up" && (outage.prober === name || outage.reason === "down")) {
        close();
        return;
      }
      if (outage.prober !== name) return;
      if (finding === "nothing") {
        outage.prober = null;
        waiting.ringNext();
      } else if (finding === "refused") pause("refused", REFUSED_PAUSE_MS);
      else pause("down", Math.min(outage.pauseMs * 2, LONGEST_PAUSE_MS));
    },
  };
}

/** Those who were not let in, in the order they came. */
function createWaiting() {
  const rings = new Map<string, () => void>();
  return {
    add: (name: string, ring: () => void) => void rings.set(name, ring),
    size: () => rings.size,
    ringNext() {
      const [next] = rings;
      if (next === undefined) return;
      rings.delete(next[0]);
      next[1]();
    },
    ringAll() {
      const all = [...rings.values()];
      rings.clear();
      for (const ring of all) ring();
    },
  };
}

/** The pause before the next probe. The ring itself ends it: a clock set back, or a timer early, must not. */
function createRest({ clock, random, signal }: CircuitOptions, over: () => void) {
  let cancel: (() => void) | null = null;
  const end = () => {
    cancel?.();
    cancel = null;
  };
  signal.addEventListener("abort", end, { once: true });
  return {
    lasts: () => cancel !== null,
    begin(ms: number) {
      end();
      cancel = clock.after(ms * (1 - JITTER + 2 * JITTER * random()), () => {
        cancel = null;
        over();
      });
      if (signal.aborted) end();
    },
    end,
  };
}

/** Only the other side itself says these; the rest may be found out without asking it. */
const ANSWERED: ReadonlySet<string> = new Set<FailureCode>([
  "discord.rate-limited",
  "discord.refused",
  "discord.permission",
  "discord.not-found",
  "member.unreachable",
  "twilio.rate-limited",
  "twilio.refused",
  "twilio.permission",
  "twilio.exists",
]);

/** What a failed try says about the side it went to. */
export function findingOf({ code }: Failure): Finding {
  if (code === "discord.auth" || code === "twilio.auth") return "refused";
  if (code.startsWith("network.") || code.endsWith(".unavailable")) return "down";
  return ANSWERED.has(code) ? "up" : "nothing";
}
