import type { KnownThere } from "../../src/bridge/ports.ts";
import type { InboundEvent, TaskMoved } from "../../src/domain/event.ts";
import type { Request } from "./network.ts";
import { closedEvent, lineEvent } from "./twilio.ts";
import { isLive, type Task, type Twilio } from "./twilio-account.ts";
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
  const lines = await request("reading its lines", signal, () =>
    there.lines.filter(({ index, removed }) => index > known.accountedTo && removed !== true),
  );
  const through = Math.max(known.accountedTo, lines.at(-1)?.index ?? -1, known.ahead.at(-1)?.index ?? -1);
  const read = through === known.accountedTo ? [] : [readEvent(world, known, through)];
  const agents = lines.filter(({ voice }) => voice === "agent").map((line) => lineEvent(world, there, line));
  const task = await request("reading the task", signal, () =>
    there.tasks.find(known.taskId === null ? isLive : ({ id }) => id === known.taskId),
  );
  const news = known.answering === "ended" || task === undefined ? [] : taskNews(world, known, task);
  return [...agents, ...read, ...news, ...(state === "closed" ? [closedEvent(world, there)] : [])];
}

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
