import { expect, it } from "vitest";
import type { TapeEntry } from "../../src/demo/control.ts";
import { type Random, seeded } from "../random.ts";
import { wire } from "../transport/wire.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const REPETITIONS = 200;
const AT_ONCE = 50;
const WITHIN_MS = 200;

/**
 * Studio sleeps through a message that comes while it is busy with an earlier one. Whatever the timing,
 * three quick messages, the last of which asks for a human, end in one conversation, one case and one task.
 */
it(
  "three DMs within 200 ms, the last asking for a human: one conversation, one case, one task, in order",
  { timeout: 600_000 },
  async () => {
    const random = seeded();
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();

    const members: Member[] = [];
    for (let begun = 0; begun < REPETITIONS; begun += AT_ONCE) {
      const batch = Array.from({ length: AT_ONCE }, (_, index) => hurry(stage, random, begun + index));
      members.push(...(await Promise.all(batch)));
    }
    const found: TapeEntry[] = [];
    await until(
      "a task for every conversation",
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 500));
        found.push(...(await stage.control.tape(found.at(-1)?.n ?? 0)).entries);
        return tasksByConversation(found).size >= REPETITIONS ? true : undefined;
      },
      60_000,
    );
    const seed = `seed ${random.seed}`;
    const posted = postsByMember(found);
    const tasks = tasksByConversation(found);
    for (const { id, lines } of members) {
      const posts = posted.get(id) ?? [];
      expect(
        posts.map(({ body }) => body),
        seed,
      ).toEqual(lines);
      const conversations = new Set(posts.map(({ conversation }) => conversation));
      expect(conversations.size, seed).toBe(1);
      for (const conversation of conversations) expect(tasks.get(conversation)?.size, seed).toBe(1);
      const dm = await stage.control.readDm(id);
      const cases = dm.filter((message) => message.author === "bot" && isCaseNotice(message.content));
      expect(cases.length, seed).toBe(1);
    }
    expect(tasks.size, seed).toBe(REPETITIONS);
    const rescued = found.filter((entry) => entry.method === "POST" && wire.rescue.test(entry.path));
    console.log(`three messages: ${REPETITIONS} repetitions, ${rescued.length} rescued from a sleeping flow`);
  },
);

interface Member {
  readonly id: string;
  readonly lines: readonly string[];
}

async function hurry({ control }: Stage, random: Random, n: number): Promise<Member> {
  const lines = [`${n}: the launcher is stuck`, `${n}: at 99 percent`, `${n}: can I talk to a human?`];
  const offsets = [0, random.whole(WITHIN_MS), random.whole(WITHIN_MS)].toSorted((a, b) => a - b);
  const { id } = await control.joinServer(`Member ${n}`);
  let written = 0;
  for (const [index, line] of lines.entries()) {
    const offset = offsets[index] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, offset - written));
    written = offset;
    await control.dm(id, line);
  }
  // Fifty at once are served at the vendors' pace.
  await until(
    `the case of member ${n}`,
    async () => {
      const dm = await control.readDm(id);
      return dm.find((message) => message.author === "bot" && isCaseNotice(message.content));
    },
    60_000,
  );
  return { id, lines };
}

const isCaseNotice = (text: string) => text.includes("case number");

function postsByMember(entries: readonly TapeEntry[]) {
  const posts = new Map<string, { readonly conversation: string; readonly body: string }[]>();
  for (const entry of entries) {
    const conversation = wire.line.exec(entry.path)?.[1];
    if (conversation === undefined || entry.vendor !== "twilio" || entry.status !== 201) continue;
    const form = new URLSearchParams(entry.requestBody);
    const member = /^discord_(\d+)$/u.exec(form.get(wire.author) ?? "")?.[1];
    if (member === undefined) continue;
    posts.set(member, [...(posts.get(member) ?? []), { conversation, body: form.get("Body") ?? "" }]);
  }
  return posts;
}

function tasksByConversation(entries: readonly TapeEntry[]): Map<string, Set<string>> {
  const tasks = new Map<string, Set<string>>();
  for (const entry of entries) {
    if (entry.vendor !== "callback") continue;
    const form = new URLSearchParams(entry.requestBody);
    if (form.get("EventType") !== "task.created") continue;
    const attributes = JSON.parse(form.get("TaskAttributes") ?? "{}") as Record<string, string>;
    const conversation = attributes[wire.taskAttribute] ?? "none";
    tasks.set(conversation, (tasks.get(conversation) ?? new Set()).add(form.get("TaskSid") ?? ""));
  }
  return tasks;
}
