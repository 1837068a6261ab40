import type { TaskMoved, TransportEvent } from "../../src/domain/event.ts";
import type { InboundEvent } from "../../src/domain/event.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { MemberId, PostId, TaskId, TransportConversationId, TransportMessageId } from "../../src/domain/ids.ts";
import { startFlow } from "./studio.ts";
import { later, wait, type World } from "./world.ts";

/** One message of a conversation. */
export interface Line {
  readonly sid: TransportMessageId;
  readonly index: number;
  readonly voice: "member" | "assistant" | "notice" | "agent";
  readonly text: string;
  /** What the bridge left in the attributes; null on what agents wrote. */
  readonly key: string | null;
  readonly postId: PostId | null;
}

export interface Task {
  readonly id: TaskId;
  status: "waiting" | "accepted" | "over";
}

export interface Conversation {
  readonly sid: TransportConversationId;
  readonly name: string;
  readonly memberId: MemberId;
  readonly lines: Line[];
  readonly tasks: Task[];
  state: "active" | "closed";
  /** Whether the flow hears of new messages. */
  flowAttached: boolean;
  /** There is at most one execution at a time; what comes meanwhile starts none. */
  flowRuns: boolean;
  agentRequested: boolean;
  interactionAskedAt: number | null;
}

/** Where the vendor's callbacks arrive; the answer is null when nobody took it. */
export interface Doors {
  tell(event: InboundEvent): Promise<true | null>;
  ask(event: InboundEvent & { readonly happening: TransportEvent }): Promise<"assistant" | "agent" | null>;
}

export interface Twilio {
  readonly conversations: readonly Conversation[];
  create(name: string, memberId: MemberId): Conversation;
  get(sid: TransportConversationId): Conversation;
  /** The same, refused when it is closed. */
  active(sid: TransportConversationId): Conversation;
  add(conversation: Conversation, line: Omit<Line, "sid" | "index">): Line;
  /** What a line does that was written so that webhooks hear of it. */
  wakeFlow(conversation: Conversation, line: Line): void;
  createTask(conversation: Conversation): void;
  moveTask(conversation: Conversation, task: Task, stage: TaskMoved["stage"]): void;
  agentWrites(conversation: Conversation, text: string): void;
  close(conversation: Conversation): void;
}

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
      const line: Line = { ...content, sid: nextId("IM") as TransportMessageId, index: conversation.lines.length };
      world.note("twilio", `${conversation.sid} ${line.index} ${line.voice}: "${line.text}" (${line.key ?? line.sid})`);
      conversation.lines.push(line);
      return line;
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
      if (conversation.state === "closed") return;
      const { sid, index } = twilio.add(conversation, { voice: "agent", text, key: null, postId: null });
      const about = { transportConversationId: conversation.sid, transportMessageId: sid, index };
      event("transport", sid, { kind: "agent.wrote", ...about, author: "alex", text });
    },
    close(conversation) {
      if (conversation.state === "closed") return;
      conversation.state = "closed";
      world.note("twilio", `${conversation.sid} is closed`);
      const { sid } = conversation;
      event("transport", `${sid}:closed`, { kind: "transport.closed", transportConversationId: sid });
    },
  };
  return twilio;
}

/** Callbacks that are made until they are answered, those of one conversation one after the other. */
export function keptCallbacks(world: World, doors: Doors): (event: InboundEvent) => void {
  const queues = new Map<string, Promise<void>>();
  return (event) => {
    const { happening } = event;
    const key = "transportConversationId" in happening ? happening.transportConversationId : "";
    queues.set(key, (queues.get(key) ?? Promise.resolve()).then(() => callUntilAnswered(world, doors, event)));
  };
}

async function callUntilAnswered(world: World, doors: Doors, event: InboundEvent): Promise<void> {
  for (;;) {
    const times = world.random.chance(world.faults.repeated) ? world.random.between(2, 4) : 1;
    await wait(world, world.random.between(1, 200));
    const answers = await Promise.all(Array.from({ length: times }, () => doors.tell(event)));
    if (answers.includes(true)) return;
    await wait(world, 2_000);
  }
}

/**
 * Callbacks as Twilio makes them: some twice, some never, none repeated because nobody answered, and in whatever
 * order the network gives them.
 */
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
