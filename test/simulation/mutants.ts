import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Claim, Lane, Ledger, MemberSide, Transport } from "../../src/bridge/ports.ts";
import { byLane } from "../contract/store/memory/state.ts";
import type { Disk } from "./disk.ts";
import type { SimulateOptions } from "./simulate.ts";

/** The program without one of its guards. */
export interface Mutant {
  readonly without: string;
  readonly options: SimulateOptions;
}

/** Guards that sit at a part which is handed in: the mutant is handed another. */
export const wrapped: readonly Mutant[] = [
  { without: "dedupe by source id", options: { parts: { ledger: everyArrivalNew } } },
  { without: "the fence at send time", options: { parts: { ledger: epochsAlwaysMatch } } },
  { without: "look-up before a retry on Discord", options: { parts: { memberSide: sayBlindly } } },
  { without: "look-up before a retry on Twilio", options: { parts: { transport: postBlindly } } },
  { without: "lane order", options: { parts: { ledger: overtaking } } },
  {
    without: "a wait for what goes out instead of a lost line",
    options: { parts: { ledger: waitingForNothing } },
  },
  { without: "the sequence in the events' transaction", options: { parts: { ledger: sequenceFirst } } },
  { without: "a disk that keeps what it promises", options: { durable: false } },
];

function everyArrivalNew(ledger: Ledger): Ledger {
  let arrivals = 0;
  return {
    ...ledger,
    accept(events, checkpoint) {
      arrivals += 1;
      // In front: behind it, what follows a colon names a version of the same message.
      const renamed = events.map((event) => ({ ...event, sourceId: `${arrivals}:${event.sourceId}` }));
      return ledger.accept(renamed, checkpoint);
    },
  };
}

function epochsAlwaysMatch(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async claim(lane) {
      const claim = await ledger.claim(lane);
      if (claim.state !== "due") return claim;
      const { due } = claim;
      return { state: "due", due: { ...due, epoch: due.conversation?.epoch ?? due.epoch } };
    },
  };
}

function sayBlindly(side: MemberSide): MemberSide {
  return { ...side, say: (line, signal) => side.say({ ...line, inDoubt: false }, signal) };
}

function postBlindly(transport: Transport): Transport {
  return { ...transport, post: (line, signal) => transport.post({ ...line, inDoubt: false }, signal) };
}

/** What waits for another try lets the next one past. */
function overtaking(ledger: Ledger, disk: Disk): Ledger {
  return {
    ...ledger,
    async claim(lane) {
      const claim = await ledger.claim(lane);
      if (claim.state !== "later") return claim;
      return dueBefore(disk, lane, claim.at) ?? claim;
    },
  };
}

/** A line that was given up lets the next one past at once. */
function waitingForNothing(ledger: Ledger, disk: Disk): Ledger {
  return {
    ...ledger,
    async claim(lane) {
      const undecided = disk.stored().events.filter(({ state }) => state === "new");
      const lost = undecided.some(({ event }) => event.happening.kind === "delivery.failed");
      return (lost ? dueBefore(disk, lane, Infinity) : null) ?? ledger.claim(lane);
    },
  };
}

function dueBefore(disk: Disk, lane: Lane, time: number): Claim | null {
  const { effects, members, conversations } = disk.stored();
  const next = effects
    .filter(({ memberId, effect }) => memberId === lane.memberId && effect.direction === lane.direction)
    .toSorted(byLane)
    .find(({ state, dueAt }) => state === "pending" && dueAt < time);
  const member = members.get(lane.memberId);
  if (next === undefined || member === undefined) return null;
  const conversation = next.conversationId === null ? undefined : conversations.get(next.conversationId);
  return {
    state: "due",
    due: {
      ...next,
      effectId: next.id,
      member,
      conversation: conversation ?? null,
      carried: [],
      withdrawn: false,
      theCase: null,
      reworded: null,
      blocked: false,
      votes: { up: 0, down: 0 },
    },
  };
}

function sequenceFirst(ledger: Ledger): Ledger {
  return {
    ...ledger,
    async accept(events, checkpoint) {
      if (checkpoint !== undefined) await ledger.accept([], checkpoint);
      return ledger.accept(events);
    },
  };
}

/** Guards inside a module: the mutant is a copy of the sources with one passage changed. */
export interface Edit {
  readonly without: string;
  /** Below src/. */
  readonly file: string;
  readonly passage: string;
  readonly instead: string;
}

export const edited: readonly Edit[] = [
  {
    without: "the fence when an answer comes",
    file: "bridge/decide/assistant.ts",
    passage: 'if (conversation.epoch !== event.epoch || conversation.answering !== "assistant") {',
    instead: "if (false) {",
  },
  {
    without: "doubt about what the ledger was not told",
    file: "bridge/lanes.ts",
    passage: "untold.add(due.effectId);",
    instead: "",
  },
  {
    without: "a look for work that was rung for meanwhile",
    file: "bridge/workers.ts",
    passage: "more ||= rungAgain.get(id) === true;",
    instead: "",
  },
  {
    without: "a circuit that its own ring reopens",
    file: "bridge/circuit.ts",
    passage: "        cancel = null;\n        over();",
    instead: "        over();",
  },
  {
    without: "an end stored beside the beginning that follows it",
    file: "bridge/decide/draft.ts",
    passage: "this.#ended = atHand;",
    instead: "void 0;",
  },
  {
    without: "the place in the lane for a line that is carried over",
    file: "bridge/decide/carry-over.ts",
    passage: "draft.standInFor(effectId);",
    instead: "void effectId;",
  },
  {
    without: "a conversation that is opened before what is carried over into it",
    file: "bridge/decide/carry-over.ts",
    passage: "next === open && next.transportConversationId === null",
    instead: "false",
  },
  {
    without: "source ids for what is fetched from history",
    file: "discord/gateway/fill-place.ts",
    passage: 'return read.flatMap((event) => ("ignored" in event ? [] : [event]));',
    instead:
      'return read.flatMap((event) => ("ignored" in event ? [] : [{ ...event, sourceId: `again:${event.sourceId}` }]));',
  },
  {
    without: "a wait for what was written in a place before",
    file: "discord/gateway/arrivals.ts",
    passage: "filling(happening.placeId) ?? []",
    instead: "[]",
  },
  {
    without: "a gap that the next process takes up",
    file: "discord/gateway/back-fill.ts",
    passage: "const gap = await gaps.gap();",
    instead: "const gap = null;",
  },
  {
    without: "patience with a ledger that does not take the end of a gap",
    file: "discord/gateway/back-fill.ts",
    passage: "await insist(dependencies, () => gaps.closeGap(gap.id));",
    instead: "await gaps.closeGap(gap.id);",
  },
  {
    without: "ears for a change that comes before its message",
    file: "bridge/decide/changes.ts",
    passage: "if (earlier === null) return relay(draft, event);",
    instead: 'if (earlier === null) return ignore("nobody knows it");',
  },
  {
    without: "a change of what is carried",
    file: "bridge/carry-out/changes.ts",
    passage: "await context.transport.edit({ ...line, text }, signal);",
    instead: "",
  },
  {
    without: "taking back what is carried",
    file: "bridge/carry-out/changes.ts",
    passage: "for (const line of lines) await context.transport.remove(line, signal);",
    instead: "",
  },
  {
    without: "agents' lines in the order of their index",
    file: "bridge/decide/agent.ts",
    passage: "const heard = hear(conversation, line);",
    instead: "const heard = { order: conversation, say: [line] };",
  },
  {
    without: "a look at what agents made of lines that were heard",
    file: "bridge/watch.ts",
    passage: "const heard = await ledger.heardLines(conversation.id);",
    instead: "const heard = [];",
  },
  {
    without: "an eye on which of two changes came later",
    file: "bridge/decide/changes.ts",
    passage: 'return earlier.at > at ? "a later version of it came first" : null;',
    instead: "return null;",
  },
];

/** Plays seeds with a copy of the sources, in a process of its own. The edit is null for the copy that proves the rest. */
export async function playCopy(edit: Edit | null, seeds: number): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "flexcord-mutant-"));
  try {
    const root = new URL("../../", import.meta.url);
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    await symlink(new URL("node_modules", root), join(folder, "node_modules"));
    for (const part of COPIED) await cp(new URL(part, root), join(folder, part), { recursive: true });
    if (edit !== null) await change(join(folder, "src", edit.file), edit);
    const { stdout } = await run(process.execPath, [join(folder, "test/simulation/play.ts"), String(seeds)]);
    return JSON.parse(stdout) as readonly string[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const run = promisify(execFile);
const COPIED = [
  "src/bridge",
  "src/cases",
  "src/domain",
  "src/texts",
  "src/discord",
  "test/bridge/no-community.ts",
  "test/bridge/open-gates.ts",
  "test/bridge/plain-policy.ts",
  "test/cases/rules.ts",
  "test/contract/store",
  "test/simulation",
];

async function change(path: string, { passage, instead }: Edit): Promise<void> {
  const source = await readFile(path, "utf8");
  if (source.split(passage).length !== 2) throw new Error(`${path} does not say once: ${passage}`);
  await writeFile(path, source.replace(passage, instead));
}
