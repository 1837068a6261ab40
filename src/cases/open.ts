import type { Actor, Case, CaseKind, CasePriority } from "../domain/case.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../domain/ids.ts";
import type { Changed } from "./change.ts";
import { type SlaPolicy, startClock } from "./sla.ts";

/** What is known of a problem when its case is opened. */
export interface NewCase {
  readonly kind: CaseKind;
  readonly title: string;
  readonly description: string;
  readonly memberId: MemberId;
  readonly locale: string;
  readonly priority: CasePriority;
  readonly tags: readonly string[];
  readonly conversation: ConversationId | null;
}

/** A case as it begins: its promises run from this moment. */
export function openCase(
  number: CaseNumber,
  wanted: NewCase,
  context: { readonly now: EpochMs; readonly actor: Actor; readonly sla: SlaPolicy },
): Changed {
  const { now, actor, sla } = context;
  const { conversation, tags, ...known } = wanted;
  const { firstAnswerMs, resolutionMs } = sla[wanted.priority];
  const opened: Case = {
    ...known,
    number,
    status: "open",
    tags: [...new Set(tags)].toSorted(),
    assignee: null,
    conversations: conversation === null ? [] : [conversation],
    postedAs: null,
    reporters: [],
    duplicateOf: null,
    rating: null,
    firstAnswer: startClock(firstAnswerMs, now),
    resolution: startClock(resolutionMs, now),
    openedAt: now,
    changedAt: now,
    resolvedAt: null,
    closedAt: null,
    version: 1,
  };
  return { case: opened, changes: [{ at: now, actor, field: "opened", from: null, to: wanted.kind }] };
}
