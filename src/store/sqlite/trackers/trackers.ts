import type { DatabaseSync } from "node:sqlite";
import type { EpochMs } from "../../../domain/ids.ts";
import { Failure } from "../../../domain/failure.ts";
import type { DueDispatch, TrackerStore } from "../../../trackers/ports.ts";
import type { Vault } from "../../vault.ts";
import { recordCase } from "../case-book.ts";
import { createGathering } from "./gather.ts";
import type { GroupCommit } from "../group-commit.ts";
import { createHearing } from "./hear.ts";
import type { Tables } from "../tables/all.ts";
import { openCaseHistory } from "../tables/case-history.ts";
import { type DispatchRow, openDispatches } from "../tables/tracker-dispatches.ts";
import { openReadings } from "../tables/tracker-readings.ts";
import { openTrackerIssues } from "../tables/tracker-issues.ts";

interface Parts {
  readonly db: DatabaseSync;
  readonly vault: Vault;
  readonly tables: Tables;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}

export function createTrackerStore({ db, vault, tables, commits, now }: Parts): TrackerStore {
  const dispatches = openDispatches(db);
  const issues = openTrackerIssues(db);
  const history = openCaseHistory(db, vault);
  const gathering = createGathering({ db, tables, history, dispatches });
  const hearing = createHearing({ tables, dispatches, issues });
  const readings = openReadings(db);
  const held = db.prepare("SELECT held_until FROM trackers WHERE key = ?");
  const hold = db.prepare("UPDATE trackers SET held_until = ? WHERE key = ?");

  const dueOf = (tracker: string, row: DispatchRow): DueDispatch => {
    const { changeId, ...dispatch } = row;
    const found = tables.cases.find(row.caseNumber);
    if (found === null)
      throw new Failure("store.corrupt", "A case of the database is missing.", {
        where: String(row.caseNumber),
      });
    const heldUntil = Number(held.get(tracker)?.["held_until"] ?? 0);
    return {
      ...dispatch,
      tryAt: Math.max(dispatch.tryAt, heldUntil),
      case: found,
      change: history.line(changeId),
      issue: issues.of(tracker, row.caseNumber),
    };
  };

  return {
    async gather(tracker, kinds, plan) {
      if (!gathering.hasFresh(tracker)) return false;
      return commits.run(() => gathering.gather({ tracker, kinds, plan }, now()));
    },
    next: (tracker) =>
      commits.run(() => {
        const row = dispatches.next(tracker);
        return row === null ? null : dueOf(tracker, row);
      }),
    doubtAll: (tracker) => commits.run(() => dispatches.doubt(tracker)),
    save: (dispatch) => commits.run(() => dispatches.save(dispatch)),
    told: (tracker, dispatch, { issue, commentId }, note) =>
      commits.run(() => {
        const at = now();
        dispatches.told(dispatch, commentId, at);
        if (issue !== null) issues.put(tracker, dispatch.caseNumber, issue);
        const found = note === null ? null : tables.cases.find(dispatch.caseNumber);
        return found === null || note === null ? [] : recordCase(tables, note(found), at);
      }),
    giveUp: (dispatch) => commits.run(() => dispatches.giveUp(dispatch, now())),
    hold: (tracker, until) => commits.run(() => void hold.run(until, tracker)),
    hear: (tracker, heard, rule) => commits.run(() => hearing.hear(tracker, heard, rule, now())),
    known: (tracker, issueId, issueKey) => commits.run(() => hearing.known(tracker, { issueId, issueKey })),
    readUpTo: (tracker) => commits.run(() => readings.upTo(tracker)),
    markRead: (tracker, upTo) => commits.run(() => readings.mark(tracker, upTo)),
    late: (before, givenUpSince) => commits.run(() => dispatches.late(before, givenUpSince)),
  };
}
