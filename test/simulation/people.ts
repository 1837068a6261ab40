import type { MemberId } from "../../src/domain/ids.ts";
import type { Discord } from "./discord.ts";
import type { Conversation, Task, Twilio } from "./twilio-account.ts";
import { later, type World } from "./world.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What a member wrote that asks for a human; the policy of the simulation knows it by this word. */
export const HUMAN = "human";

export const membersOf = (count: number): readonly MemberId[] =>
  Array.from({ length: count }, (_, index) => String(100_000_000_000_000_001n + BigInt(index)) as MemberId);

/** What a member writes names them, so that a trace can be read. */
const nameOf = (memberId: MemberId) => `m${Number(memberId.slice(-1))}`;

/** Lets a member do things for some minutes: mostly write, sometimes in bursts, now and then ask for a human. */
export function playMember(world: World, discord: Discord, memberId: MemberId): void {
  const { random } = world;
  const actions = random.between(2, 7);
  let at = random.between(0, MINUTE);
  for (let n = 1; n <= actions; n += 1) {
    at += random.chance(0.5) ? random.between(0, 300) : random.between(SECOND, 3 * MINUTE);
    later(world, at, () => act(n));
  }

  function act(n: number) {
    const draw = random.next();
    if (draw < 0.1) discord.command(memberId);
    else if (draw < 0.18) discord.press(memberId);
    else write(n, draw < 0.3 ? ` ${HUMAN}` : "");
    if (random.chance(0.03)) closeDms();
  }

  /** Mostly once, and sometimes they think better of it, at once or later. */
  function write(n: number, end: string) {
    const version = (count: number) => `${nameOf(memberId)}-${n}${".".repeat(count)}${end}`;
    const draw = random.next();
    const id =
      draw < 0.05
        ? discord.writeAndCorrect(memberId, version(0), version(1))
        : discord.write(memberId, version(0));
    let at = 0;
    for (let changes = draw < 0.2 ? random.between(1, 2) : 0; changes > 0; changes -= 1) {
      at += random.chance(0.5) ? random.between(1, SECOND) : random.between(SECOND, 2 * MINUTE);
      const text = version(4 - changes);
      later(world, at, () => discord.correct(memberId, id, text));
    }
    if (!random.chance(0.08)) return;
    at += random.chance(0.5) ? random.between(1, SECOND) : random.between(SECOND, 2 * MINUTE);
    later(world, at, () => discord.takeBack(memberId, id));
  }

  function closeDms() {
    world.note(memberId, "closes their DMs for a while");
    discord.setOpen(memberId, false);
    later(world, random.between(SECOND, 5 * MINUTE), () => discord.setOpen(memberId, true));
  }
}

/** Members who hear nothing write once more, and again the moment we are back, before we have read what we missed. */
export function playImpatience(world: World, discord: Discord, members: readonly MemberId[]): () => void {
  const { random } = world;
  let written = 0;
  const write = (memberId: MemberId, ms: number) =>
    later(world, ms, () => discord.write(memberId, `${nameOf(memberId)}-again-${(written += 1)}`));
  discord.gateway.onAnew(() => {
    for (const memberId of members) if (random.chance(0.5)) write(memberId, random.between(0, 300));
  });
  return () => {
    for (const memberId of members) if (random.chance(0.5)) write(memberId, random.between(0, 5 * SECOND));
  };
}

interface Surroundings {
  readonly world: World;
  readonly twilio: Twilio;
  readonly discord: Discord;
}

/** While nothing of ours gets through to Twilio, agents end chats whose members write before and after that. */
export function playPartings(around: Surroundings): (forMs: number) => void {
  const { world, twilio } = around;
  const { random } = world;
  return (forMs) => {
    for (const conversation of twilio.conversations) {
      const task = conversation.tasks.find(({ status }) => status === "accepted");
      if (task === undefined || random.chance(0.3)) continue;
      const at = random.between(0, forMs);
      later(world, at, () =>
        writeOn(around, conversation, { before: "parting", longestPauseMs: 3 * SECOND }),
      );
      later(world, at + random.between(SECOND, 5 * SECOND), () => endChat(around, conversation, task));
    }
  };
}

/** The member, who does not know that the agent is about to leave, writes line by line. */
function writeOn(
  { world, discord }: Surroundings,
  { memberId, sid }: Conversation,
  { before, longestPauseMs }: { readonly before: string; readonly longestPauseMs: number },
): void {
  const { random } = world;
  let after = 0;
  for (let n = random.between(2, 6); n > 0; n -= 1) {
    after += random.between(0, longestPauseMs);
    const text = `${nameOf(memberId)}-${sid}-${before}-${n}`;
    later(world, after, () => discord.write(memberId, text));
  }
}

function endChat({ world, twilio }: Surroundings, conversation: Conversation, task: Task): void {
  if (conversation.state === "closed") return;
  twilio.close(conversation);
  task.status = "wrapping";
  twilio.moveTask(conversation, task, "wrapup");
  later(world, world.random.between(SECOND, 20 * SECOND), () => {
    task.status = "completed";
    twilio.moveTask(conversation, task, "completed");
  });
}

/** Lets an agent take a task, write some lines and perhaps end the chat; or nobody comes. */
export function playAgent(around: Surroundings, conversation: Conversation, task: Task): void {
  const { world, twilio } = around;
  const { random } = world;
  const calm = () => world.faults.flow === 0;
  later(world, random.between(SECOND, 2 * MINUTE), () => {
    if (conversation.state === "closed") return;
    if (!calm() && random.chance(0.1)) return giveUp();
    task.status = "accepted";
    twilio.moveTask(conversation, task, "accepted");
    let at = 0;
    for (let n = random.between(0, 4); n > 0; n -= 1) {
      at += random.chance(0.4) ? random.between(0, 200) : random.between(SECOND, MINUTE);
      later(world, at, write);
    }
    if (!random.chance(0.5)) return;
    at += random.between(0, MINUTE);
    later(world, at, () => endChat(around, conversation, task));
    if (!random.chance(0.4)) return;
    later(world, Math.max(0, at - random.between(0, 400)), () =>
      writeOn(around, conversation, { before: "end", longestPauseMs: 200 }),
    );
  });

  function write() {
    const text = `a-${conversation.sid}-${conversation.lines.length}`;
    const line = twilio.agentWrites(conversation, text);
    if (line === null || random.chance(0.7)) return;
    // Whoever thinks better of a line may do so again, and in the end take it back.
    let at = 0;
    for (let n = random.between(1, 2); n > 0; n -= 1) {
      at += random.chance(0.5) ? random.between(1, 800) : random.between(SECOND, MINUTE);
      const changed = random.chance(0.3) ? null : `${text} (${n})`;
      later(world, at, () => twilio.agentChanges(conversation, line.sid, changed));
    }
  }

  function giveUp() {
    task.status = "canceled";
    twilio.moveTask(conversation, task, "canceled");
  }
}
