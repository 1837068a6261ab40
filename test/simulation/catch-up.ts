import type { HeardLine, KnownThere } from "../../src/bridge/ports.ts";
import type { InboundEvent, TaskMoved } from "../../src/domain/event.ts";
import type { Request } from "./network.ts";
import { closedEvent, deletedEvent, editedEvent, lineEvent } from "./twilio.ts";
import { isLive, type Conversation, type Line, type Task, type Twilio } from "./twilio-account.ts";
import type { World } from "./world.ts";

interface Reading {
  readonly world: World;
  readonly twilio: Twilio;
  readonly request: Request;
}

/** Reads what callbacks should have told, in the order in which `twilio/transports/catch-up.ts` reads it. */
export async function catchUp(
  { world, twilio, request }: Reading,
  known: KnownThere,
  signal: AbortSignal,
): Promise<readonly InboundEvent[]> {
  const there = twilio.get(known.conversation);
  const state = await request("reading the conversation", signal, () => there.state);
  const all = await request("reading its lines", signal, () =>
    there.lines.filter(({ removed }) => removed !== true),
  );
  const lines = all.filter(({ index }) => index > known.accountedTo);
  const through = Math.max(known.accountedTo, lines.at(-1)?.index ?? -1, known.ahead.at(-1)?.index ?? -1);
  const read = through === known.accountedTo ? [] : [readEvent(world, known, through)];
  const agents = lines.filter(({ voice }) => voice === "agent").map((line) => readLine(there, line));
  const changes = known.heard.flatMap((heard) => changeOf(world, { there, all }, heard));
  const task = await request("reading the task", signal, () =>
    there.tasks.find(known.taskId === null ? isLive : ({ id }) => id === known.taskId),
  );
  const news = known.answering === "ended" || task === undefined ? [] : taskNews(world, known, task);
  return [
    ...agents,
    ...read,
    ...changes,
    ...news,
    ...(state === "closed" ? [closedEvent(world, there)] : []),
  ];
}

/** As it stands by now, under the time of its beginning, which REST knows to the second. */
function readLine(there: Conversation, line: Line): InboundEvent {
  return lineEvent(there, { ...line, at: Math.floor(line.at / 1000) * 1000 });
}

/** What its agent made of a line that was heard. */
function changeOf(
  world: World,
  { there, all }: { readonly there: Conversation; readonly all: readonly Line[] },
  heard: HeardLine,
): readonly InboundEvent[] {
  const line = all.find(({ sid }) => sid === heard.id);
  if (line === undefined) return [deletedEvent(world, there, heardAs(heard))];
  if (line.changedAt === undefined || line.text === heard.text) return [];
  const second = Math.floor(line.changedAt / 1000) * 1000;
  const latest = Math.max(second, Math.min(second + 999, world.scheduler.now()));
  return [editedEvent(there, line, latest)];
}

const heardAs = ({ id, index }: HeardLine) => ({ sid: id, index });

function readEvent(world: World, { conversation }: KnownThere, through: number): InboundEvent {
  const happening = { kind: "transport.read", transportConversationId: conversation, through } as const;
  const sourceId = `${conversation}:read:${through}`;
  return { source: "transport", sourceId, at: world.scheduler.now(), happening };
}

function taskNews(world: World, known: KnownThere, task: Task): readonly InboundEvent[] {
  const step = (stage: TaskMoved["stage"]): InboundEvent => {
    const about = { transportConversationId: known.conversation, taskId: task.id, stage };
    const happening = {
      kind: "task.moved",
      ...about,
      ...(stage === "accepted" ? { agentName: "Alex" } : {}),
    } as const;
    return {
      source: "taskrouter",
      sourceId: `read:${task.id}:${stage}`,
      at: world.scheduler.now(),
      happening,
    };
  };
  const found = known.taskId === null ? [step("created")] : [];
  switch (task.status) {
    case "waiting":
      return found;
    case "accepted":
      return known.answering === "agent" ? found : [...found, step("accepted")];
    case "wrapping":
      return [...found, step("wrapup")];
    case "completed":
    case "canceled":
      return [...found, step(task.status)];
  }
}
