import type { Effect, Rule, Scene } from "./rule.ts";

/** One thing that a rule may fit. */
export interface Occasion {
  readonly vendor: Scene;
  readonly method: string;
  readonly path: string;
  readonly route: string;
  readonly body: string;
}

/** A rule that has struck. */
export interface Fault {
  /** What the tape says of it, such as `drop after (rule 3)`. */
  readonly label: string;
  readonly effect: Effect;
  /** Resolves when the rule is taken back, or `gone` is aborted. Counts as held meanwhile. */
  readonly hold: (gone: AbortSignal) => Promise<void>;
}

export interface RuleView extends Rule {
  readonly id: string;
  /** How often it has struck. */
  readonly struck: number;
  /** How many requests it is holding right now. */
  readonly held: number;
}

/** What is to go wrong, as the control API has it. Rules are asked in the order they were made; one strikes. */
export interface Faults {
  add(rule: Rule): RuleView;
  list(): readonly RuleView[];
  /** False when there is no such rule. Lets go of what it holds. */
  remove(id: string): boolean;
  clear(): void;
  strike(occasion: Occasion): Fault | null;
}

interface Entry {
  readonly id: string;
  readonly rule: Rule;
  readonly fits: (occasion: Occasion) => boolean;
  readonly chance: () => number;
  readonly over: AbortController;
  seen: number;
  struck: number;
  held: number;
}

export function createFaults(): Faults {
  const entries = new Map<string, Entry>();
  let made = 0;
  const remove = (id: string) => {
    entries.get(id)?.over.abort();
    return entries.delete(id);
  };
  return {
    add(rule) {
      made += 1;
      const entry: Entry = {
        id: String(made),
        rule,
        fits: fitting(rule),
        chance: seededChance(rule.seed),
        over: new AbortController(),
        seen: 0,
        struck: 0,
        held: 0,
      };
      entries.set(entry.id, entry);
      return viewOf(entry);
    },
    list: () => [...entries.values()].map(viewOf),
    remove,
    clear() {
      for (const id of entries.keys()) remove(id);
    },
    strike(occasion) {
      for (const entry of entries.values()) if (isStruck(entry, occasion)) return faultOf(entry);
      return null;
    },
  };
}

function isStruck(entry: Entry, occasion: Occasion): boolean {
  const { rule } = entry;
  if (rule.count !== null && entry.struck >= rule.count) return false;
  if (!entry.fits(occasion)) return false;
  entry.seen += 1;
  if (entry.seen <= rule.skip || entry.chance() >= rule.probability) return false;
  entry.struck += 1;
  return true;
}

function faultOf(entry: Entry): Fault {
  const { effect } = entry.rule;
  return {
    label: `${effect.kind}${"when" in effect ? ` ${effect.when}` : ""} (rule ${entry.id})`,
    effect,
    async hold(gone) {
      entry.held += 1;
      await aborted(AbortSignal.any([entry.over.signal, gone]));
      entry.held -= 1;
    },
  };
}

function viewOf({ id, rule, struck, held }: Entry): RuleView {
  return { id, ...rule, struck, held };
}

function fitting(rule: Rule): (occasion: Occasion) => boolean {
  const path = pattern(rule.path);
  const route = pattern(rule.route);
  return (occasion) =>
    rule.vendor === occasion.vendor &&
    (rule.method === null || rule.method === occasion.method) &&
    path.test(occasion.path) &&
    route.test(occasion.route) &&
    (rule.contains === null || occasion.body.includes(rule.contains));
}

function pattern(text: string | null): RegExp {
  if (text === null) return /^/u;
  const parts = text.split(/(\*\*|\*)/u).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^/]*" : part.replaceAll(/[\\^$.+?()[\]{}|]/gu, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "su");
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
