import type { Actor, Case, Changed, NewCase } from "../domain/case.ts";
import type { CaseNumber, EpochMs } from "../domain/ids.ts";
import { asTag } from "./change.ts";
import { nextBreach, type SlaPolicy, startClock, type WorkingTime } from "./sla.ts";

/** A case as it begins: its promises run from this moment. */
export function openCase(
  number: CaseNumber,
  wanted: NewCase,
  context: {
    readonly now: EpochMs;
    readonly actor: Actor;
    readonly sla: SlaPolicy;
    readonly time: WorkingTime;
  },
): Changed {
  const { now, actor, sla } = context;
  const { conversation, source, tags, ...known } = wanted;
  const { firstAnswerMs, resolutionMs } = sla[wanted.priority];
  const opened: Case = {
    ...known,
    number,
    status: "open",
    tags: [...new Set(tags.map(asTag))].toSorted(),
    assignee: null,
    conversations: conversation === null ? [] : [conversation],
    source,
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
  return {
    case: opened,
    changes: [{ at: now, actor, field: "opened", from: null, to: wanted.kind }],
    breachAt: nextBreach(opened, context.time),
  };
}
