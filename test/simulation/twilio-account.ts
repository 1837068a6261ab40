import type { InboundEvent, TaskMoved, TransportEvent } from "../../src/domain/event.ts";
import type {
  MemberId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
} from "../../src/domain/ids.ts";

/** One message of a conversation. */
export interface Line {
  readonly sid: TransportMessageId;
  readonly index: number;
  readonly at: number;
  readonly voice: "member" | "assistant" | "notice" | "agent";
  readonly text: string;
  /** When its agent changed it last. */
  readonly changedAt?: number;
  /** What the bridge left in the attributes; null on what agents wrote. */
  readonly key: string | null;
  readonly postId: PostId | null;
  readonly removed?: true;
}

export interface Task {
  readonly id: TaskId;
  status: "waiting" | "accepted" | "wrapping" | "completed" | "canceled";
}

export const isLive = ({ status }: Task): boolean => status !== "completed" && status !== "canceled";

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
  add(conversation: Conversation, line: Omit<Line, "sid" | "index" | "at">): Line;
  /** Changes or removes a line, by REST and so without a callback. */
  change(
    conversation: Conversation,
    sid: TransportMessageId,
    fields: Pick<Line, "text"> | Pick<Line, "removed">,
  ): void;
  /** What a line does that was written so that webhooks hear of it. */
  wakeFlow(conversation: Conversation, line: Line): void;
  createTask(conversation: Conversation): void;
  moveTask(conversation: Conversation, task: Task, stage: TaskMoved["stage"]): void;
  /** Null when the conversation is closed. */
  agentWrites(conversation: Conversation, text: string): Line | null;
  /** An agent gives a line of theirs another text, or takes it back. */
  agentChanges(conversation: Conversation, sid: TransportMessageId, text: string | null): void;
  close(conversation: Conversation): void;
}
