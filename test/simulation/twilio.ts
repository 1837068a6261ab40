import type { InboundEvent, TransportEvent } from "../../src/domain/event.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { TaskId, TransportConversationId, TransportMessageId } from "../../src/domain/ids.ts";
import { startFlow } from "./studio.ts";
import type { Conversation, Doors, Line, Task, Twilio } from "./twilio-account.ts";
import { later, type World } from "./world.ts";

export interface TwilioOptions {
  readonly doors: Doors;
  readonly callbacks: (event: InboundEvent) => void;
  readonly onTask: (conversation: Conversation, task: Task) => void;
}

export function createTwilio(world: World, { doors, callbacks, onTask }: TwilioOptions): Twilio {
  const conversations: Conversation[] = [];
  let ids = 0;
  const nextId = (prefix: string) => `${prefix}${String((ids += 1)).padStart(4, "0")}`;
  const event = (source: InboundEvent["source"], sourceId: string, happening: TransportEvent) =>
    callbacks({ source, sourceId, at: world.scheduler.now(), happening });

  const get = (sid: TransportConversationId) => {
    const found = conversations.find((one) => one.sid === sid);
    if (found === undefined) throw new Failure("twilio.not-found", "There is no such conversation.");
    return found;
  };
  const requireActive = (conversation: Conversation) => {
    if (conversation.state === "closed") throw new Failure("twilio.closed", "The conversation is closed.");
    return conversation;
  };

  const twilio: Twilio = {
    conversations,
    get,
    active: (sid) => requireActive(get(sid)),
    create(name, memberId) {
      const known = conversations.find((one) => one.name === name);
      if (known !== undefined) return requireActive(known);
      const created: Conversation = {
        sid: nextId("CH") as TransportConversationId,
        name,
        memberId,
        lines: [],
        tasks: [],
        state: "active",
        flowAttached: true,
        flowRuns: false,
        agentRequested: false,
        interactionAskedAt: null,
      };
      world.note("twilio", `creates ${created.sid} as ${name}`);
      conversations.push(created);
      return created;
    },
    add(conversation, content) {
      requireActive(conversation);
      const line: Line = {
        ...content,
        sid: nextId("IM") as TransportMessageId,
        index: conversation.lines.length,
        at: world.scheduler.now(),
      };
      world.note(
        "twilio",
        `${conversation.sid} ${line.index} ${line.voice}: "${line.text}" (${line.key ?? line.sid})`,
      );
      conversation.lines.push(line);
      return line;
    },
    change({ lines }, sid, fields) {
      const at = lines.findIndex((line) => line.sid === sid);
      const line = lines[at];
      if (line === undefined || line.removed) throw new Failure("twilio.not-found", "There is no such line.");
      lines[at] = { ...line, ...fields };
    },
    wakeFlow(conversation, line) {
      if (!conversation.flowAttached || conversation.flowRuns) return;
      conversation.flowRuns = true;
      startFlow({ world, twilio, doors }, conversation, line);
    },
    createTask(conversation) {
      if (conversation.state === "closed") return;
      const task: Task = { id: nextId("WT") as TaskId, status: "waiting" };
      conversation.tasks.push(task);
      for (const stage of ["created", "queued"] as const) twilio.moveTask(conversation, task, stage);
      onTask(conversation, task);
    },
    moveTask({ sid }, task, stage) {
      world.note("twilio", `${sid} task ${task.id} ${stage}`);
      const facts = { transportConversationId: sid, taskId: task.id, stage };
      const named = stage === "accepted" ? { agentName: "Alex" } : {};
      event("taskrouter", nextId("EV"), { kind: "task.moved", ...facts, ...named });
    },
    agentWrites(conversation, text) {
      if (conversation.state === "closed") return null;
      const line = twilio.add(conversation, { voice: "agent", text, key: null, postId: null });
      callbacks(lineEvent(conversation, line));
      return line;
    },
    agentChanges(conversation, sid, text) {
      const at = conversation.lines.findIndex((line) => line.sid === sid);
      const line = conversation.lines[at];
      if (conversation.state === "closed" || line === undefined || line.removed === true) return;
      world.note(
        "twilio",
        `${conversation.sid} ${line.index} ${text === null ? "is taken back" : `is now "${text}"`}`,
      );
      const changedAt = world.scheduler.now();
      const changed = text === null ? { ...line, removed: true as const } : { ...line, text, changedAt };
      conversation.lines[at] = changed;
      callbacks(
        text === null
          ? deletedEvent(world, conversation, line)
          : editedEvent(conversation, changed, changedAt),
      );
    },
    close(conversation) {
      if (conversation.state === "closed") return;
      conversation.state = "closed";
      world.note("twilio", `${conversation.sid} is closed`);
      callbacks(closedEvent(world, conversation));
    },
  };
  return twilio;
}

/** An agent's line as an event, of the time at which it was written. */
export function lineEvent({ sid }: Conversation, line: Line): InboundEvent {
  const about = { transportConversationId: sid, transportMessageId: line.sid, index: line.index };
  const happening = { kind: "agent.wrote", ...about, author: "alex", text: line.text } as const;
  return { source: "transport", sourceId: line.sid, at: line.at, happening };
}

/** A change of it; REST knows its time to the second. */
export function editedEvent(conversation: Conversation, line: Line, at: number): InboundEvent {
  const { sourceId, happening } = lineEvent(conversation, line);
  if (happening.kind !== "agent.wrote") throw new Error("not a line");
  const edited = { ...happening, kind: "agent.edited" } as const;
  return { source: "transport", sourceId: `${sourceId}:edit:${at}`, at, happening: edited };
}

export function deletedEvent(
  world: World,
  { sid }: Pick<Conversation, "sid">,
  line: Pick<Line, "sid" | "index">,
): InboundEvent {
  const about = { transportConversationId: sid, transportMessageId: line.sid, index: line.index };
  const happening = { kind: "agent.deleted", ...about } as const;
  return { source: "transport", sourceId: `${line.sid}:deleted`, at: world.scheduler.now(), happening };
}

export function closedEvent(world: World, { sid }: Pick<Conversation, "sid">): InboundEvent {
  const happening = { kind: "transport.closed", transportConversationId: sid } as const;
  return { source: "transport", sourceId: `${sid}:closed`, at: world.scheduler.now(), happening };
}

/** Callbacks as Twilio makes them: some twice, some never, none again for want of an answer, and in no order. */
export function looseCallbacks(world: World, doors: Doors): (event: InboundEvent) => void {
  return (event) => {
    if (world.random.chance(world.faults.lost)) {
      world.note("twilio", `the callback ${event.sourceId} is lost`);
      return;
    }
    const times = world.random.chance(world.faults.repeated) ? world.random.between(2, 4) : 1;
    for (let time = 0; time < times; time += 1) {
      later(world, world.random.between(1, 400), () => void doors.tell(event));
    }
  };
}
