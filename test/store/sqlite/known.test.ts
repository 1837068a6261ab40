import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Case, PostedCase } from "../../../src/domain/case.ts";
import { silentLog } from "../../../src/domain/log.ts";
import type { ConversationId, TransportConversationId } from "../../../src/domain/ids.ts";
import { migrate } from "../../../src/store/sqlite/schema.ts";
import { openConversations } from "../../../src/store/sqlite/tables/conversations.ts";
import { openTables, type Tables } from "../../../src/store/sqlite/tables/all.ts";
import { openReportForgetting } from "../../../src/store/sqlite/upkeep/forget.ts";
import { createVault, deriveKey } from "../../../src/store/vault.ts";
import type { Situation } from "../../../src/bridge/ports.ts";
import { caseOf, MIA, opening, THEN } from "../../contract/store/samples.ts";

const key = { id: 1, ...deriveKey("secret", new Uint8Array(32)) };
const vault = createVault(key, [key]);
let db: DatabaseSync;
let tables: Tables;
let id: ConversationId;

beforeEach(() => {
  db = new DatabaseSync(":memory:");
  migrate(db, 0, silentLog);
  tables = openTables(db, vault, () => THEN);
  const member = {
    id: MIA,
    displayName: "Mia",
    locale: "en",
    placeId: null,
    threadId: null,
    conversations: 1,
  };
  tables.members.put({ ...member, gate: { told: null, usedUpAt: 0 } });
  const { conversation } = opening(() => ({}))({ member: tables.members.find(MIA) } as Situation);
  if (conversation === undefined) throw new Error("nothing was opened");
  tables.conversations.put(conversation);
  id = conversation.id;
});
afterEach(() => db.close());

/** As the file has it, whatever is remembered. */
const stored = () => openConversations(db, vault).find(id);

it("what is remembered of a conversation is what was written to it since", () => {
  const { conversations } = tables;
  const open = conversations.findOpen(MIA);
  expect(open).toEqual(stored());
  for (const postedIndex of [0, 3, 2, 1]) {
    conversations.learn(id, { postedIndex });
    expect(conversations.find(id)).toEqual(stored());
    expect(conversations.findOpen(MIA)).toEqual(stored());
  }
  conversations.learn(id, { postedIndex: 4, transportConversationId: "CH1" as TransportConversationId });
  expect(conversations.find(id)).toMatchObject({ accountedTo: 4, transportConversationId: "CH1" });
  const now = conversations.find(id);
  if (now === null) throw new Error("it is gone");
  conversations.put({ ...now, answering: "ended", endedAt: THEN });
  expect(conversations.find(id)).toEqual(stored());
  expect(conversations.findOpen(MIA)).toBeNull();
});

it("nothing is remembered that was undone", () => {
  const { conversations, members, cases } = tables;
  const before = stored();
  const member = members.find(MIA);
  if (before === null || member === null) throw new Error("nothing was stored");
  db.exec("BEGIN");
  conversations.put({ ...before, agentName: "Alex" });
  members.put({ ...member, gate: { ...member.gate, usedUpAt: THEN } });
  const changed = caseOf({ member, nextCaseNumber: cases.nextNumber() } as Situation, before);
  cases.put(changed);
  expect(conversations.findOpen(MIA)).toMatchObject({ agentName: "Alex" });
  expect(cases.find(changed.case.number)).not.toBeNull();
  db.exec("ROLLBACK");
  tables.forget();
  expect(conversations.findOpen(MIA)).toEqual(before);
  expect(members.find(MIA)).toEqual(member);
  expect(cases.find(changed.case.number)).toBeNull();
});

/** A case of the member's that was opened for the conversation. */
function openCase(): Case {
  const conversation = tables.conversations.find(id);
  const member = tables.members.find(MIA);
  if (conversation === null || member === null) throw new Error("nothing was stored");
  const nextCaseNumber = tables.cases.nextNumber();
  tables.cases.put(caseOf({ member, nextCaseNumber } as Situation, conversation));
  const found = tables.cases.find(nextCaseNumber);
  if (found === null) throw new Error("no case was stored");
  return found;
}

it("what is remembered of a case is what was done to it since", () => {
  const { cases, votes } = tables;
  const opened = openCase();
  const { number, version } = opened;
  votes.cast(number, MIA, "up");
  expect(cases.find(number)?.version).toBe(version + 1);
  cases.put({ case: { ...opened, status: "resolved" }, changes: [], breachAt: null });
  expect(cases.find(number)?.status).toBe("resolved");
  const posted = { placeId: "place", postId: "post", link: "https://discord.test" } as unknown as PostedCase;
  cases.stand(number, posted, THEN);
  expect(cases.find(number)?.postedAs).toEqual(posted);
});

it("what a report said is remembered no longer than it is kept", () => {
  const { cases } = tables;
  const opened = openCase();
  cases.put({ case: { ...opened, status: "closed" }, changes: [], breachAt: null });
  db.exec("DELETE FROM case_conversations");
  expect(cases.find(opened.number)?.title).toBe(opened.title);
  expect(openReportForgetting(db, () => tables.forget())(THEN + 1)).toBe(1);
  expect(cases.find(opened.number)?.title).toBe("");
});
