import type { CaseBook, CaseNews } from "../../cases/ports.ts";
import type { CaseChange, Changed } from "../../domain/case.ts";
import type { InboundEvent } from "../../domain/event.ts";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { GroupCommit } from "./group-commit.ts";
import { recordEvent } from "./intake.ts";
import type { Tables } from "./tables/all.ts";

interface CaseBookParts {
  readonly tables: Tables;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

export function createCaseBook({ tables, commits, now }: CaseBookParts): CaseBook {
  const record = (changed: Changed): CaseNews => {
    const rung = recordCase(tables, changed, now());
    return { changed, rings: rung ? [changed.case.memberId] : [] };
  };
  return {
    open: (make) =>
      commits.run(() => {
        const opened = make(tables.cases.nextNumber());
        if (tables.members.find(opened.case.memberId) !== null) return record(opened);
        throw new Failure("case.refused", `Nobody has met the member ${opened.case.memberId} yet.`, {
          fix: "A case belongs to somebody who has written to us or used a command.",
        });
      }),
    change: (number, make) =>
      commits.run(() => {
        const found = tables.cases.find(number);
        if (found === null) {
          throw new Failure("case.not-found", `There is no case ${number}.`, {
            fix: "`flexcord cases list` shows those there are.",
          });
        }
        return record(make(found));
      }),
  };
}

/**
 * Stores a case as it became, and the news of it; false when nobody has to hear of it. Runs inside a transaction.
 */
export function recordCase(tables: Tables, changed: Changed, now: EpochMs): boolean {
  if (changed.changes.length === 0) return false;
  tables.cases.put(changed);
  if (changed.changes.every(isTurn)) return false;
  return recordEvent(tables, newsOf(changed), now).state === "new";
}

const TURNS: ReadonlySet<string | null> = new Set(["open", "waiting-for-us", "waiting-for-member"]);

/** Whose turn it is changes with each message; everybody who has to hear of that has the message. */
function isTurn({ field, from, to }: CaseChange): boolean {
  return field === "status" && TURNS.has(from) && TURNS.has(to);
}

function newsOf({ case: { number, memberId, version, status }, changes }: Changed): InboundEvent {
  return {
    source: "case",
    sourceId: `${number}.${version}`,
    at: changes[0]?.at ?? 0,
    happening: { kind: "case.changed", memberId, caseNumber: number, version, status, changes },
  };
}
