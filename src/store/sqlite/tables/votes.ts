import type { DatabaseSync } from "node:sqlite";
import type { Vote, Votes } from "../../../bridge/ports.ts";
import type { CaseNumber, MemberId, PostId } from "../../../domain/ids.ts";

/**
 * What members think of ideas: each has one vote on each.
 * @param changed is told which case has another version
 */
export function openVotes(db: DatabaseSync, changed: (number: CaseNumber) => void) {
  const count = db.prepare(
    "SELECT count(*) FILTER (WHERE vote = 'up') AS up, count(*) AS votes FROM votes WHERE number = ?",
  );
  const one = db.prepare("SELECT vote FROM votes WHERE number = ? AND member_id = ?");
  const put = db.prepare("INSERT OR REPLACE INTO votes (number, member_id, vote) VALUES (?, ?, ?)");
  const remove = db.prepare("DELETE FROM votes WHERE number = ? AND member_id = ?");
  const voters = db.prepare(
    "SELECT member_id FROM votes WHERE number = ? AND vote = 'up' ORDER BY member_id",
  );
  // A vote changes what is shown of the case, and nothing that its history tells.
  const bump = db.prepare(
    "UPDATE cases SET version = version + 1 WHERE number = ? RETURNING version, member_id",
  );
  return {
    count(number: CaseNumber): Votes {
      const row = count.get(number);
      const up = Number(row?.["up"] ?? 0);
      return { up, down: Number(row?.["votes"] ?? 0) - up };
    },
    of: (number: CaseNumber, member: MemberId): Vote | null =>
      (one.get(number, member)?.["vote"] as Vote | undefined) ?? null,
    /** Those who are for it. */
    voters: (number: CaseNumber) => voters.all(number).map((row) => row["member_id"] as MemberId),
    /** Gives the version of the case that shows it, and whose case it is. */
    cast(number: CaseNumber, member: MemberId, vote: Vote | null) {
      if (vote === null) remove.run(number, member);
      else put.run(number, member, vote);
      const row = bump.get(number);
      changed(number);
      return { version: Number(row?.["version"]), memberId: row?.["member_id"] as MemberId };
    },
  };
}

/** Which case keeps a message that was reported. */
export function openCaseMessages(db: DatabaseSync) {
  const find = db.prepare("SELECT number FROM case_messages WHERE post_id = ?");
  const put = db.prepare("INSERT OR REPLACE INTO case_messages (post_id, number) VALUES (?, ?)");
  return {
    find: (post: PostId) => (find.get(post)?.["number"] as CaseNumber | undefined) ?? null,
    put: (post: PostId, number: CaseNumber) => void put.run(post, number),
  };
}
