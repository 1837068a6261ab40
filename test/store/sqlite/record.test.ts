import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import type { ConversationId, TransportConversationId } from "../../../src/domain/ids.ts";
import {
  MIA,
  THEN,
  agentWrote,
  decision,
  ensure,
  ignoring,
  opening,
  post,
  say,
  wrote,
} from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { open } from "./setup.ts";

const folder = temporaryFolder();
const CONVERSATION = `c-${MIA}-1` as ConversationId;

/** What the file holds of a table, without opening anything sealed. */
function rows(path: string, columns: string, table: string) {
  const db = new DatabaseSync(path, { readOnly: true });
  const found = db.prepare(`SELECT ${columns} FROM ${table} ORDER BY 1`).all();
  db.close();
  return found.map((row) => Object.values(row));
}

it("keeps for readers when each event came, what became of it and whose it was", async () => {
  const path = join(folder, "events.sqlite");
  let now = THEN + 10;
  const store = await open(path, { now: () => now });
  const { ledger } = store;
  await ledger.accept([wrote(MIA, "1"), wrote(MIA, "2"), agentWrote("CH-strange", "IM1")]);
  now = THEN + 20;
  await ledger.decideNext(
    MIA,
    opening(undefined, { transportConversationId: "CH1" as TransportConversationId }),
  );
  await ledger.decideNext(MIA, ignoring("said before"));
  await ledger.accept([agentWrote("CH1", "IM2")]);
  await store.close();
  const columns =
    "seq, source_id, kind, member_id, conversation_id, at, received_at, decided_at, state, reason";
  const [at, early, late] = [THEN, THEN + 10, THEN + 20];
  expect(rows(path, columns, "events")).toEqual([
    [1, "1", "member.wrote", MIA, CONVERSATION, at, early, late, "decided", null],
    [2, "2", "member.wrote", MIA, CONVERSATION, at, early, late, "ignored", "said before"],
    [
      3,
      "IM1",
      "agent.wrote",
      null,
      null,
      at,
      early,
      early,
      "ignored",
      "it belongs to no conversation of ours",
    ],
    [4, "IM2", "agent.wrote", MIA, CONVERSATION, at, late, null, "new", null],
  ]);
  // What strangers said to each other is none of our business.
  expect(rows(path, "seq, body IS NULL", "events")).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 0],
  ]);
});

it("keeps for readers how each effect went", async () => {
  const path = join(folder, "effects.sqlite");
  let now = THEN;
  const store = await open(path, { now: () => now });
  const { ledger } = store;
  const failure = new Failure("network.reset", "the connection was reset");
  await ledger.accept([wrote(MIA, "1"), wrote(MIA, "2")]);
  await ledger.decideNext(
    MIA,
    opening((_, { id }) => ({ effects: [ensure(id), say("a", id), say("b"), post("c", id), say("d")] }), {
      epoch: 2,
    }),
  );
  await ledger.decideNext(MIA, () => decision());
  now = THEN + 5;
  await ledger.settle(1, { outcome: "retry", at: THEN, failure, inDoubt: true });
  await ledger.settle(1, { outcome: "done", remoteId: "CH1" });
  await ledger.settle(2, { outcome: "dropped", reason: "a newer epoch" });
  await ledger.settle(3, { outcome: "parked", failure });
  await ledger.settle(4, { outcome: "retry", at: THEN + 9, failure, inDoubt: false });
  await store.close();
  const columns = "id, event_seq, idx, direction, kind, voice, conversation_id, epoch, decided_at, due_at";
  expect(rows(path, columns, "effects")).toEqual([
    [1, 1, 0, "agent", "conversation.ensure", null, CONVERSATION, 2, THEN, THEN],
    [2, 1, 1, "member", "say", "notice", CONVERSATION, 2, THEN, THEN],
    [3, 1, 2, "member", "say", "notice", null, null, THEN, THEN],
    [4, 1, 3, "agent", "post", "member", CONVERSATION, 2, THEN, THEN + 9],
    [5, 1, 4, "member", "say", "notice", null, null, THEN, THEN],
  ]);
  const results =
    "id, state, attempts, in_doubt, settled_at, remote_id, reason, failure_code, failure_message";
  const told = ["network.reset", "the connection was reset"];
  expect(rows(path, results, "effects")).toEqual([
    [1, "done", 2, 1, THEN + 5, "CH1", null, ...told],
    [2, "dropped", 0, 0, THEN + 5, null, "a newer epoch", null, null],
    [3, "parked", 1, 0, THEN + 5, null, null, ...told],
    [4, "pending", 1, 0, null, null, null, ...told],
    [5, "pending", 0, 0, null, null, null, null, null],
  ]);
});
