import type { DatabaseSync } from "node:sqlite";
import type { CaseNumber, EpochMs } from "../../../domain/ids.ts";
import type { TrackedIssue } from "../../../trackers/ports.ts";
import { wholeMs } from "./time.ts";

interface Row {
  readonly case_number: CaseNumber;
  readonly issue_id: string;
  readonly url: string;
  readonly state: TrackedIssue["state"];
  readonly at: EpochMs;
  readonly author: string | null;
}

/** What trackers show of cases, and the ids of what was heard of them. */
export function openTrackerIssues(db: DatabaseSync) {
  const find = db.prepare("SELECT * FROM tracker_issues WHERE tracker = ? AND case_number = ?");
  const owner = db.prepare("SELECT case_number FROM tracker_issues WHERE tracker = ? AND issue_id = ?");
  // What was learned later and happened earlier says nothing of how the issue stands.
  const put = db.prepare(`
    INSERT INTO tracker_issues (tracker, case_number, issue_id, url, state, at, author) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (tracker, case_number) DO UPDATE SET
      author = coalesce(excluded.author, author),
      state = iif(excluded.at >= at, excluded.state, state),
      at = max(excluded.at, at)`);
  const hear = db.prepare("INSERT OR IGNORE INTO tracker_heard (tracker, id, at) VALUES (?, ?, ?)");
  const forget = db.prepare("DELETE FROM tracker_heard WHERE at < ?");
  return {
    of(tracker: string, number: CaseNumber): TrackedIssue | null {
      const row = find.get(tracker, number) as Row | undefined;
      if (row === undefined) return null;
      const { issue_id: id, url, state, at, author } = row;
      return { id, url, state, at, author };
    },
    caseOf(tracker: string, issueId: string): CaseNumber | null {
      const row = owner.get(tracker, issueId) as Pick<Row, "case_number"> | undefined;
      return row?.case_number ?? null;
    },
    put(tracker: string, number: CaseNumber, { id, url, state, at, author }: TrackedIssue) {
      put.run(tracker, number, id, url, state, wholeMs(at), author);
    },
    /** False when it was heard before. */
    hear: (tracker: string, id: string, now: EpochMs): boolean => hear.run(tracker, id, now).changes > 0,
    forgetBefore: (at: EpochMs) => void forget.run(at),
  };
}
