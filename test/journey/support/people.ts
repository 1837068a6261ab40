import type { Reservation } from "../../../src/demo/control.ts";
import { type Stage, until } from "./stage.ts";
import { dmsOpen, takeThread } from "./threads.ts";

/** A member in conversation with an agent. */
export interface Talk {
  readonly member: string;
  readonly agent: string;
  readonly conversation: string;
  readonly task: string;
}

/** Mia comes, asks for a human in words, and Alex takes her task. */
export async function talkToHuman(stage: Stage, name = "Mia"): Promise<Talk> {
  const member = await askForHuman(stage, name);
  const { agent, reservation } = await takeTask(stage, name);
  await until(`${name} reads who joined`, () => botLine(stage, member, /has joined/));
  return { member, agent, conversation: reservation.conversationSid, task: reservation.taskSid };
}

export async function greet(stage: Stage, name: string): Promise<string> {
  const { id } = await stage.control.joinServer(name);
  await welcome(stage, id);
  return id;
}

/** Whoever has joined uses /helpme, and is greeted where members of the stage talk. */
export async function welcome(stage: Stage, member: string): Promise<void> {
  if (stage.place === "thread") {
    await dmsOpen(stage, member, false);
    await takeThread(stage, member);
  } else await stage.control.command(member, "helpme");
  await until("they are greeted", () => botLine(stage, member, /help desk/));
}

/** What the member, and nobody else, reads once their /helpme was answered. */
export async function helpmeAnswer(stage: Stage, member: string): Promise<string> {
  const { interactionId } = await stage.control.command(member, "helpme");
  return until("a reply", async () => {
    const path = `/control/discord/members/${member}/interactions/${interactionId}`;
    const response = await fetch(stage.sandbox.url + path);
    const { reply } = (await response.json()) as { readonly reply: { readonly content: string } | null };
    return reply?.content;
  });
}

export async function askForHuman(stage: Stage, name: string): Promise<string> {
  const id = await greet(stage, name);
  await stage.control.dm(id, "I want to talk to a human please");
  await until(`${name} has a case number`, () => botLine(stage, id, /case number/));
  return id;
}

/** A fresh agent comes and accepts what they are offered. */
export async function takeTask(stage: Stage, name = "Mia") {
  const { control } = stage;
  const { workerSid: agent } = await control.addAgent(`agent-of-${name}`, "Alex Rivers");
  await control.available(agent, true);
  const reservation = await until<Reservation>("the task is offered", async () =>
    (await control.reservations(agent)).find(({ status }) => status === "pending"),
  );
  await control.acceptTask(agent, reservation.reservationSid);
  // Whoever comes next is for another agent.
  await control.available(agent, false);
  return { agent, reservation };
}

/** The bot's newest line to the member that fits. */
export async function botLine(stage: Stage, member: string, pattern: RegExp): Promise<string | undefined> {
  return (await botLines(stage, member)).findLast((line) => pattern.test(line));
}

/** Everything the bot wrote to the member, oldest first. */
export async function botLines(stage: Stage, member: string): Promise<readonly string[]> {
  const messages = await stage.control.readDm(member);
  return messages.filter(({ author }) => author === "bot").map(({ content }) => content);
}

/** What stands in the conversation that fits, in order of its index. */
export async function flexLines(stage: Stage, conversation: string, pattern: RegExp) {
  const { messages } = await stage.control.conversation(conversation);
  return messages.map(({ body }) => body).filter((body) => pattern.test(body));
}

/** `count` texts that can be told apart, in order. */
export function numbered(what: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${what} ${index + 1}.`);
}
