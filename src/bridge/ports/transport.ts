import type { CaseGlance } from "../../domain/case-glance.ts";
import type { Rating } from "../../domain/case.ts";
import type { About, Conversation, QueueStanding } from "../../domain/conversation.ts";
import type { InboundEvent } from "../../domain/event.ts";
import type {
  CaseNumber,
  EpochMs,
  MemberId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
  WorkerId,
} from "../../domain/ids.ts";
import type { AgentFile } from "../../domain/content.ts";
import type { Voice } from "../effect.ts";
import type { FileStream, Passing } from "./files.ts";

export interface TransportLine {
  readonly conversation: TransportConversationId;
  /** The same for every try of the same line. At most 64 characters. */
  readonly key: string;
  readonly voice: Exclude<Voice, "agent">;
  readonly memberId: MemberId;
  readonly text: string;
  readonly postId: PostId | null;
  readonly startsFlow: boolean;
  /** True when an earlier try may have gone through: look before writing again. */
  readonly inDoubt: boolean;
  /** When the line was decided: an earlier try cannot be older than this. */
  readonly decidedAt: EpochMs;
  /** Sent instead of text. */
  readonly file?: Passing;
}

/** A line that arrived, and its place among all lines of its conversation, counted from 0. */
export interface Posted {
  readonly id: TransportMessageId;
  readonly index: number;
}

/** A line of ours on the agent's side. */
export interface LineThere {
  readonly conversation: TransportConversationId;
  readonly id: TransportMessageId;
}

/** An agent's line as we have heard of it last. */
export interface HeardLine {
  readonly id: TransportMessageId;
  readonly index: number;
  readonly text: string;
}

/** What we know of a conversation, so that only news of it is told. */
export type KnownThere = Pick<Conversation, "accountedTo" | "ahead" | "answering" | "taskId"> & {
  readonly conversation: TransportConversationId;
  /** Agents' latest lines that nobody has taken back, the oldest first. */
  readonly heard: readonly HeardLine[];
};

/** What the task tells the agent about the member. */
export interface TaskFacts {
  readonly conversation: TransportConversationId;
  readonly memberId: MemberId;
  readonly displayName: string;
  readonly caseNumber: CaseNumber;
  /** Who is asked first, when they are there. */
  readonly preferred: WorkerId | null;
}

/** What the desk shows of a member beside their task. */
export interface CustomerFacts {
  readonly task: TaskId;
  readonly about: About;
  /** BCP 47. */
  readonly language: string;
  /** Null before there is one. */
  readonly caseNumber: CaseNumber | null;
  /** Where it can be read. */
  readonly caseUrl: string | null;
  /** The member's other cases that are not over, the newest first. */
  readonly openCases: readonly CaseGlance[];
}

/** Whether a request for a human has become work for agents. */
export type TaskSearch = { readonly found: TaskId } | { readonly found: null; readonly comeBackMs: number };

/** How conversations reach agents. Two of these exist over time; the bridge knows neither's vendor. */
export interface Transport {
  /** So many conversations may be created a second; whoever asks for more is told to come back. */
  readonly openingsPerSecond: number;
  /** Creates the conversation under `name` with everything it needs, or completes what a try left half made. */
  ensureConversation(
    spec: { readonly name: string; readonly memberId: MemberId; readonly displayName: string },
    signal: AbortSignal,
  ): Promise<TransportConversationId>;
  /** Writes one line. "twilio.closed" when the conversation no longer takes any. */
  post(line: TransportLine, signal: AbortSignal): Promise<Posted>;
  /** Gives a line of ours another text. "twilio.not-found" when it is there no more. Repeating it is harmless. */
  edit(line: LineThere & { readonly text: string }, signal: AbortSignal): Promise<void>;
  /** Removes a line of ours. Repeating it is harmless. */
  remove(line: LineThere, signal: AbortSignal): Promise<void>;
  /** Opens a file that an agent sent. "file.unreachable" or "file.refused" when it cannot be had. */
  openFile(file: AgentFile, signal: AbortSignal): Promise<FileStream>;
  /** Leaves the mark that the flow's first step reads. */
  requestAgent(facts: TaskFacts, signal: AbortSignal): Promise<void>;
  /** Finds the task of a request or makes one; never a second one. */
  ensureTask(facts: TaskFacts, signal: AbortSignal): Promise<TaskSearch>;
  /** Takes the flow off the conversation. Repeating it is harmless. */
  detachFlow(conversation: TransportConversationId, signal: AbortSignal): Promise<void>;
  /** Closes the conversation for good. Repeating it is harmless. */
  close(conversation: TransportConversationId, signal: AbortSignal): Promise<void>;
  /** Puts what is known of the member on their task; changes nothing else of it. Repeating it is harmless. */
  describe(facts: CustomerFacts, signal: AbortSignal): Promise<void>;
  /** Puts a rating on a task, also on one that is over; false when it is gone. Repeating it is harmless. */
  rate(task: TaskId, rating: Rating, signal: AbortSignal): Promise<boolean>;
  /** Whether a conversation goes on, was put aside, or is over. */
  stateOf(conversation: TransportConversationId, signal: AbortSignal): Promise<"active" | "held" | "closed">;
  /** Where a task stands in its queue; null when it is not waiting or nobody knows. Lately read answers are used again. */
  queueStanding(task: TaskId, signal: AbortSignal): Promise<QueueStanding | null>;
  /**
   * Reads how the conversation and its task stand there. Gives what we have not heard of as the events that
   * should have told us, under the same source ids, agents' lines in their order, and what they have changed or
   * taken back of those heard, as far as the reading goes back. A change that is told with its time to the
   * millisecond may be read with less: it then has another id, and nothing that it says is new.
   */
  catchUp(known: KnownThere, signal: AbortSignal): Promise<readonly InboundEvent[]>;
}
