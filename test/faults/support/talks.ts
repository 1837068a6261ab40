import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import type { Control } from "../../../src/demo/control.ts";
import { until } from "../../journey/support/stage.ts";
import type { Ground } from "./ground.ts";
import { inParallel } from "./parallel.ts";
import { judge, sum, type Verdict } from "./verdict.ts";

export type Way = "to Flex" | "to Discord";

/** A member and an agent in conversation, and all that the two have written. */
export interface Talk {
  readonly member: string;
  readonly agent: string;
  readonly conversation: string;
  readonly task: string;
  readonly sent: Readonly<Record<Way, string[]>>;
}

const HURRY_MS = 60_000;
/** How many come at the same moment. */
const AT_ONCE = 20;

/** Brings so many members together with an agent, who takes them all. The daemon must be running. */
export async function openTalks({ control, dials }: Ground, howMany: number): Promise<readonly Talk[]> {
  const { workerSid: agent } = await dials.post<{ workerSid: string }>("/flex/agents", {
    name: `agent-${randomUUID()}`,
    fullName: "Alex Rivers",
    capacity: howMany,
  });
  await control.available(agent, true);
  const talks: Talk[] = [];
  for (let begun = 0; begun < howMany; begun += AT_ONCE) {
    const names = Array.from(
      { length: Math.min(AT_ONCE, howMany - begun) },
      (_, at) => `Member ${begun + at}`,
    );
    talks.push(...(await Promise.all(names.map((name) => openTalk(control, agent, name)))));
  }
  return talks;
}

async function openTalk(control: Control, agent: string, name: string): Promise<Talk> {
  const { id: member } = await control.joinServer(name);
  await control.dm(member, "Can I talk to a human please?");
  const { taskSid, conversationSid, reservationSid } = await until(
    `${name} is offered`,
    () => reservationFor(control, agent, member),
    HURRY_MS,
  );
  await control.acceptTask(agent, reservationSid);
  await until(`${name} hears who joined`, () => reads(control, member, /has joined/u), HURRY_MS);
  const sent = { "to Flex": [], "to Discord": [] };
  return { member, agent, conversation: conversationSid, task: taskSid, sent };
}

async function reservationFor(control: Control, agent: string, member: string) {
  const pending = (await control.reservations(agent)).filter(({ status }) => status === "pending");
  for (const reservation of pending) {
    const { messages } = await control.conversation(reservation.conversationSid);
    if (messages.some(({ author }) => author === `discord_${member}`)) return reservation;
  }
  return undefined;
}

async function reads(control: Control, member: string, pattern: RegExp): Promise<true | undefined> {
  const messages = await control.readDm(member);
  return messages.some(({ author, content }) => author === "bot" && pattern.test(content)) || undefined;
}

/** What `write` will write next: letters that every encoding leaves as they are. */
export function nextLine(talk: Talk, way: Way): string {
  return `line-${talk.sent[way].length + 1}-${way.replace(" ", "-")}-of-${talk.member}`;
}

/** One line of one of the two, remembered for the verdict. */
export async function write({ control }: Ground, talk: Talk, way: Way): Promise<string> {
  const text = nextLine(talk, way);
  talk.sent[way].push(text);
  if (way === "to Flex") await control.dm(talk.member, text);
  else await control.write(talk.agent, talk.conversation, text);
  return text;
}

async function arrived({ control }: Ground, talk: Talk, way: Way): Promise<readonly string[]> {
  if (way === "to Flex") {
    const { messages } = await control.conversation(talk.conversation);
    return messages.filter(({ author }) => author === `discord_${talk.member}`).map(({ body }) => body);
  }
  const messages = await control.readDm(talk.member);
  return messages.filter(({ author }) => author === "bot").map(({ content }) => textOf(content));
}

/** An agent's line may carry who wrote it before the text itself. */
function textOf(content: string): string {
  return /line-\d+-to-Discord-of-\d+/u.exec(content)?.[0] ?? content;
}

/** Waits until everything that was written stands on the other side, and gives up when nothing moves. */
export async function untilDelivered(
  ground: Ground,
  talks: readonly Talk[],
  patienceMs = 60_000,
): Promise<void> {
  let missing = Number.POSITIVE_INFINITY;
  let movedAt = Date.now();
  for (;;) {
    const began = performance.now();
    const { lost } = await verdictOf(ground, talks);
    if (lost === 0) return;
    if (lost < missing) movedAt = Date.now();
    missing = lost;
    if (Date.now() - movedAt > patienceMs) return;
    // Looking through many lines takes the sandbox as long as it takes us.
    await sleep(20 + 3 * (performance.now() - began));
  }
}

export async function verdictOf(ground: Ground, talks: readonly Talk[]): Promise<Verdict> {
  const ways = talks.flatMap((talk) => (["to Flex", "to Discord"] as const).map((way) => ({ talk, way })));
  const verdicts = await inParallel(ways, async ({ talk, way }) =>
    judge(talk.sent[way], await arrived(ground, talk, way)),
  );
  return sum(verdicts);
}
