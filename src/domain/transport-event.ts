import type { AgentFile } from "./content.ts";
import type { Agent } from "./conversation.ts";
import type { TaskId, TransportConversationId, TransportMessageId } from "./ids.ts";

/** Somebody other than flexcord wrote on the agent's side. */
export interface AgentWrote {
  readonly kind: "agent.wrote";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  /** Position in the transport conversation, counted by the vendor; its order is the true order. */
  readonly index: number;
  /** The vendor's name for the writer. */
  readonly author: string;
  readonly text: string;
  /** Present when it is marked as one for agents' eyes only. */
  readonly note?: true;
  readonly files?: readonly AgentFile[];
}

/** An agent's line was changed. Holds the whole line, so it can stand in for one that never came. */
export interface AgentEdited {
  readonly kind: "agent.edited";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  readonly index: number;
  readonly author: string;
  readonly text: string;
  readonly note?: true;
}

/** An agent's line was taken back. */
export interface AgentDeleted {
  readonly kind: "agent.deleted";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
  readonly index: number;
}

/** The flow asked for the assistant's answer to what the member wrote. */
export interface AssistantAsked {
  readonly kind: "assistant.asked";
  readonly transportConversationId: TransportConversationId;
  readonly transportMessageId: TransportMessageId;
}

export type TaskStage = "created" | "queued" | "accepted" | "wrapup" | "completed" | "canceled";

/** The work offered to agents moved on. */
export interface TaskMoved {
  readonly kind: "task.moved";
  readonly transportConversationId: TransportConversationId;
  readonly taskId: TaskId;
  readonly stage: TaskStage;
  /** The agent's name as members may read it; present from "accepted" on. */
  readonly agentName?: string;
  /** The agent as the desk knows them; like the name. */
  readonly agent?: Agent;
  /** Why, in the vendor's words; for "canceled". */
  readonly reason?: string;
}

/** The agent's side closed the conversation for good. */
export interface TransportClosed {
  readonly kind: "transport.closed";
  readonly transportConversationId: TransportConversationId;
}

/** Somebody put the conversation aside, or took it up again. */
export interface TransportHeld {
  readonly kind: "transport.held";
  readonly transportConversationId: TransportConversationId;
  readonly held: boolean;
}

/** The agent's side was read: every line up to this index has been handed in, or exists no more. */
export interface TransportRead {
  readonly kind: "transport.read";
  readonly transportConversationId: TransportConversationId;
  readonly through: number;
}

export type TransportEvent =
  | AgentWrote
  | AgentEdited
  | AgentDeleted
  | AssistantAsked
  | TaskMoved
  | TransportClosed
  | TransportHeld
  | TransportRead;
