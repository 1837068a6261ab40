import type {
  Actor,
  Case,
  CaseAction,
  CaseField,
  CasePriority,
  CaseStatus,
  Changed,
  Rating,
} from "../domain/case.ts";
import { Failure } from "../domain/failure.ts";
import type { CaseNumber, EpochMs } from "../domain/ids.ts";
import { findBreaches, nextBreach, type SlaPolicy, wind, type WorkingTime } from "./sla.ts";
import { isActive, mayBecome, nextStatuses } from "./status.ts";

export interface ChangeContext {
  readonly now: EpochMs;
  readonly actor: Actor;
  readonly time: WorkingTime;
  readonly sla: SlaPolicy;
  /** How long after its end a member can reopen a case, in milliseconds. */
  readonly reopenMs: number;
}

/** Longer titles help nobody in a list. */
const LONGEST_TITLE = 200;
const LONGEST_TAG = 30;
const MOST_TAGS = 20;
const HIGHEST_SCORE = 5;

/**
 * What an action makes of a case. Pure. Throws "case.refused" when the status does not allow it or the value
 * makes no sense.
 */
export function changeCase(found: Case, action: CaseAction, context: ChangeContext): Changed {
  const draft = act(found, action, context);
  const { now, actor, time } = context;
  if (draft === null) return { case: found, changes: [], breachAt: nextBreach(found, time) };
  const { fields, line } = draft;
  const ended = !isActive({ ...found, ...fields }.status);
  const next: Case = {
    ...found,
    ...fields,
    changedAt: now,
    version: found.version + 1,
    resolvedAt: ended ? (found.resolvedAt ?? now) : null,
    closedAt: { ...found, ...fields }.status === "closed" ? (found.closedAt ?? now) : null,
  };
  const wound = wind(next, found, now, time);
  return { case: wound, changes: [{ at: now, actor, ...line }], breachAt: nextBreach(wound, time) };
}

interface Step {
  readonly fields: Partial<Case>;
  readonly line: {
    readonly field: CaseField;
    readonly from: string | null;
    readonly to: string | null;
  };
}

function act(found: Case, action: CaseAction, context: ChangeContext): Step | null {
  switch (action.do) {
    case "set-status":
      return toStatus(found, action.status);
    case "set-title":
      return setText(found, "title", shortText(action.title, "title", LONGEST_TITLE));
    case "set-description":
      return setText(found, "description", action.description);
    case "set-priority":
      return setPriority(found, action.priority, context.sla);
    case "tag":
      return retag(found, action.add, action.remove);
    case "assign":
      return found.assignee === action.to
        ? null
        : step({ assignee: action.to }, "assignee", found.assignee, action.to);
    case "note":
      return step(
        {},
        action.public === true ? "public-note" : "note",
        null,
        shortText(action.text, "note", Number.POSITIVE_INFINITY),
      );
    case "add-files":
      return action.names.length === 0 ? null : step({}, "files", null, shown(action.names));
    case "miss-files":
      return action.names.length === 0 ? null : step({}, "missing-files", null, shown(action.names));
    case "mirrored":
      return step({}, "mirrored", null, action.as);
    case "answered":
      return isActive(found.status) ? toStatus(found, "waiting-for-member") : null;
    case "member-wrote":
      return memberWrote(found, context);
    case "link-conversation":
      return found.conversations.includes(action.conversation)
        ? null
        : step(
            { conversations: [...found.conversations, action.conversation] },
            "conversation",
            null,
            action.conversation,
          );
    case "me-too":
      return found.memberId === action.memberId || found.reporters.includes(action.memberId)
        ? null
        : step({ reporters: [...found.reporters, action.memberId] }, "reporter", null, action.memberId);
    case "duplicate-of":
      return duplicate(found, action.number);
    case "rate":
      return rate(found, action.rating);
    case "check-time":
      return checkTime(found, context);
  }
}

function toStatus(found: Case, status: CaseStatus): Step | null {
  if (found.status === status) return null;
  if (!mayBecome(found.status, status)) {
    throw refused(
      found,
      `is ${found.status} and cannot become ${status}`,
      `From here it can become ${nextStatuses(found.status).join(" or ")}.`,
    );
  }
  return step({ status }, "status", found.status, status);
}

/** A member's word makes it our turn again; long after the end it does not, and a new case is opened instead. */
function memberWrote(found: Case, { now, reopenMs }: ChangeContext): Step | null {
  if (found.status === "open" || found.status === "waiting-for-us") return null;
  if (!isActive(found.status) && !reopens(found, now, reopenMs)) {
    throw refused(
      found,
      "has ended and cannot be reopened by its member any more",
      "Open a new case and link it.",
    );
  }
  return toStatus(found, "waiting-for-us");
}

/** Its end is not long ago, and no other case goes on in its place. */
export function reopens(
  { closedAt, resolvedAt, duplicateOf }: Case,
  now: EpochMs,
  reopenMs: number,
): boolean {
  const endedAt = closedAt ?? resolvedAt;
  return endedAt !== null && now - endedAt <= reopenMs && duplicateOf === null;
}

function setText(found: Case, field: "title" | "description", text: string): Step | null {
  return found[field] === text ? null : step({ [field]: text }, field, found[field], text);
}

function setPriority(found: Case, priority: CasePriority, sla: SlaPolicy): Step | null {
  if (found.priority === priority) return null;
  const { firstAnswerMs, resolutionMs } = sla[priority];
  return step(
    {
      priority,
      firstAnswer: { ...found.firstAnswer, targetMs: firstAnswerMs },
      resolution: { ...found.resolution, targetMs: resolutionMs },
    },
    "priority",
    found.priority,
    priority,
  );
}

function retag(found: Case, add: readonly string[], remove: readonly string[]): Step | null {
  const gone = new Set(remove.map(plainTag));
  const kept = new Set([...found.tags, ...add.map(plainTag)].filter((tag) => !gone.has(tag)));
  const tags = [...kept].toSorted();
  if (tags.length > MOST_TAGS) throw refused(found, `would have ${tags.length} tags`, `Keep ${MOST_TAGS}.`);
  if (tags.join("\n") === found.tags.join("\n")) return null;
  return step({ tags }, "tags", shown(found.tags), shown(tags));
}

function plainTag(text: string): string {
  const tag = asTag(text);
  if (tag === "" || Array.from(tag).length > LONGEST_TAG) {
    throw new Failure("case.refused", `"${text}" is no tag.`, {
      fix: `A tag has 1 to ${LONGEST_TAG} characters.`,
    });
  }
  return tag;
}

/** A name as tags are written. */
export function asTag(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/gu, "-");
}

function duplicate(found: Case, number: CaseNumber): Step | null {
  if (found.duplicateOf === number) return null;
  if (number === found.number) {
    throw refused(found, "cannot be a duplicate of itself", "Name the case that goes on in its place.");
  }
  const status = isActive(found.status) ? ({ status: "closed" } as const) : {};
  const before = found.duplicateOf === null ? null : String(found.duplicateOf);
  return step({ duplicateOf: number, ...status }, "duplicate", before, String(number));
}

function rate(found: Case, { score, comment }: Rating): Step | null {
  if (!Number.isInteger(score) || score < 1 || score > HIGHEST_SCORE) {
    throw refused(
      found,
      `cannot be rated ${score}`,
      `A rating is a whole number from 1 to ${HIGHEST_SCORE}.`,
    );
  }
  const rating = { score, comment: comment.trim() };
  if (found.rating?.score === score && found.rating.comment === rating.comment) return null;
  const said = rating.comment === "" ? String(score) : `${score}: ${rating.comment}`;
  return step({ rating }, "rating", found.rating === null ? null : String(found.rating.score), said);
}

function checkTime(found: Case, { now, time }: ChangeContext): Step | null {
  const { case: checked, broken } = findBreaches(found, now, time);
  return broken.length === 0 ? null : step(checked, "sla", null, broken.join(", "));
}

function shortText(text: string, what: string, longest: number): string {
  const plain = text.trim();
  if (plain === "" || Array.from(plain).length > longest) {
    throw new Failure("case.refused", plain === "" ? `The ${what} is empty.` : `The ${what} is too long.`, {
      fix: Number.isFinite(longest) ? `Give 1 to ${longest} characters.` : "Write something.",
    });
  }
  return plain;
}

function shown(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : tags.join(", ");
}

function step(fields: Partial<Case>, field: CaseField, from: string | null, to: string | null): Step {
  return { fields, line: { field, from, to } };
}

function refused(found: Case, why: string, fix: string): Failure {
  return new Failure("case.refused", `Case ${found.number} ${why}.`, { fix });
}
