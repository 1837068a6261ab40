import { DatabaseSync } from "node:sqlite";
import { caseKinds, casePriorities } from "../../../src/domain/case.ts";
import { blankGateMemory } from "../../../src/domain/conversation.ts";
import type { MemberWrote } from "../../../src/domain/event.ts";
import type { CaseNumber, ConversationId, MemberId, PlaceId, PostId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { openVault } from "../../../src/store/sqlite/keyring.ts";
import { openSqlite } from "../../../src/store/sqlite/open.ts";
import { openCases } from "../../../src/store/sqlite/tables/cases.ts";
import { openConversations } from "../../../src/store/sqlite/tables/conversations.ts";
import { eventRowName } from "../../../src/store/sqlite/tables/events.ts";
import { openMembers } from "../../../src/store/sqlite/tables/members.ts";
import type { Vault } from "../../../src/store/vault.ts";
import { caseRules } from "../../cases/rules.ts";
import { conversationOf } from "../../contract/store/samples.ts";
import { createVocabulary, type Vocabulary } from "./vocabulary.ts";

export const SECRET = "a secret for benchmarks, long enough";
const START = 1_700_000_000_000;
const CASES_OF_A_MEMBER = 4;
const WORDS_OF_A_LINE = 8;
const WORDS_OF_A_TITLE = 5;

/** How much there is: one conversation a case, all of the same length. */
export interface Size {
  readonly cases: number;
  readonly messages: number;
}

/**
 * A ledger as years of talk leave it, made in bulk: rows of the ledger's own shape, sealed with its own key; the two indexes
 * of words are written in their order, because word by word it would take an hour.
 */
export async function makeLedger(path: string, { cases, messages }: Size): Promise<Vocabulary> {
  const open = () => openSqlite({ path, secret: SECRET, now: () => START, log: silentLog });
  await (await open()).close();
  const vocabulary = createVocabulary();
  const db = new DatabaseSync(path);
  db.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN");
  const vault = openVault(db, { secret: SECRET, oldSecrets: [] }, { path, now: START });
  addCases(db, vault, vocabulary, cases);
  const postings = addMessages(db, vault, vocabulary, { cases, messages });
  addPostings(db, vault, vocabulary, postings, messages / cases);
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('indexed_to', ?)").run(messages);
  db.exec("COMMIT");
  const counted = db.prepare(
    "SELECT (SELECT count(*) FROM words) + (SELECT count(*) FROM case_words) AS count",
  );
  const before = counted.get()?.["count"];
  // What was made is held against the ledger's own hand: it goes over a part of it, and finds nothing to add.
  db.prepare("UPDATE meta SET value = ? WHERE name = 'indexed_to'").run(messages - 200);
  db.prepare("DELETE FROM case_backlog WHERE number > 20").run();
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  const store = await open();
  while (await store.upkeep.index());
  await store.close();
  const after = counted.get()?.["count"];
  db.close();
  if (before !== after)
    throw new Error(`the index made in bulk is not the ledger's: ${String(before)}, ${String(after)}`);
  return vocabulary;
}

const memberOf = (number: number) => String(9e17 + Math.floor(number / CASES_OF_A_MEMBER)) as MemberId;
const conversationIdOf = (number: number) => `c-${number}` as ConversationId;

function addCases(db: DatabaseSync, vault: Vault, vocabulary: Vocabulary, count: number): void {
  const members = openMembers(db, vault, () => START);
  const conversations = openConversations(db, vault);
  const cases = openCases(db, vault);
  const text = (length: number) =>
    Array.from({ length }, () => vocabulary.words[vocabulary.next()] ?? "").join(" ");
  for (let number = 1; number <= count; number += 1) {
    const memberId = memberOf(number);
    const member = {
      id: memberId,
      displayName: `Member ${memberId}`,
      locale: "en-US",
      placeId: null,
      threadId: null,
      conversations: 1,
      gate: blankGateMemory,
    };
    if (number % CASES_OF_A_MEMBER === 0 || number === 1) members.put(member);
    conversations.put({
      ...conversationOf({ member }),
      id: conversationIdOf(number),
      caseNumber: number as CaseNumber,
      answering: "ended",
      endedAt: START + number,
    });
    const opened = caseRules.open(
      number as CaseNumber,
      {
        kind: caseKinds[number % caseKinds.length] ?? "handoff",
        title: text(WORDS_OF_A_TITLE),
        description: text(WORDS_OF_A_LINE * 2),
        memberId,
        locale: "en-US",
        priority: casePriorities[number % casePriorities.length] ?? "normal",
        tags: [],
        conversation: conversationIdOf(number),
        source: null,
      },
      { by: "flexcord" },
      START + number,
    );
    cases.put(opened);
    // Most of what there is is over.
    if (number % 20 === 0) continue;
    cases.put(
      caseRules.change(
        opened.case,
        { do: "set-status", status: "closed" },
        { by: "flexcord" },
        START + number,
      ),
    );
  }
}

/** Which words stand in which lines: a run of seqs for each word, one after the other. */
interface Postings {
  readonly seqs: Uint32Array;
  /** Where the run of each word begins; one more tells where the last one ends. */
  readonly starts: Uint32Array;
}

function addMessages(
  db: DatabaseSync,
  vault: Vault,
  vocabulary: Vocabulary,
  { cases, messages }: Size,
): Postings {
  const insert = db.prepare(`
    INSERT INTO events (source, source_id, kind, member_id, conversation_id, at, received_at, decided_at, state, body)
    VALUES ('discord', ?, 'member.wrote', ?, ?, ?, ?, ?, 'decided', ?)`);
  const said = new Uint16Array(messages * WORDS_OF_A_LINE);
  const starts = new Uint32Array(vocabulary.words.length + 1);
  const perCase = messages / cases;
  for (let seq = 1; seq <= messages; seq += 1) {
    const ranks = new Set(Array.from({ length: WORDS_OF_A_LINE }, () => vocabulary.next()));
    let at = (seq - 1) * WORDS_OF_A_LINE;
    const end = at + WORDS_OF_A_LINE;
    for (const rank of ranks) {
      said[at] = rank + 1;
      at += 1;
      starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
    }
    said.fill(0, at, end);
    const number = Math.floor((seq - 1) / perCase) + 1;
    const sourceId = `m${seq}`;
    const memberId = memberOf(number);
    const happening: MemberWrote = {
      kind: "member.wrote",
      memberId,
      displayName: `Member ${memberId}`,
      placeId: `dm-${memberId}` as PlaceId,
      postId: sourceId as PostId,
      text: [...ranks].map((rank) => vocabulary.words[rank] ?? "").join(" "),
    };
    const body = vault.seal("events.body", eventRowName("discord", sourceId), happening);
    const time = START + seq;
    insert.run(sourceId, memberId, conversationIdOf(number), time, time, time, body);
  }
  return sorted(said, starts);
}

function sorted(said: Uint16Array, starts: Uint32Array): Postings {
  for (let rank = 1; rank < starts.length; rank += 1)
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  const next = starts.slice();
  const seqs = new Uint32Array(starts.at(-1) ?? 0);
  for (const [at, word] of said.entries()) {
    if (word === 0) continue;
    const place = next[word - 1] ?? 0;
    seqs[place] = Math.floor(at / WORDS_OF_A_LINE) + 1;
    next[word - 1] = place + 1;
  }
  return { seqs, starts };
}

function addPostings(
  db: DatabaseSync,
  vault: Vault,
  { words }: Vocabulary,
  { seqs, starts }: Postings,
  perCase: number,
): void {
  const addWords = db.prepare("INSERT INTO words SELECT ?1, value FROM json_each(?2)");
  const addCaseWords = db.prepare(
    "INSERT OR IGNORE INTO case_words SELECT ?1, (value - 1) / CAST(?3 AS INTEGER) + 1, value FROM json_each(?2)",
  );
  const digests = words
    .map((word, rank) => ({ rank, digest: Buffer.from(vault.digest(word)) }))
    .toSorted((one, other) => Buffer.compare(one.digest, other.digest));
  for (const { rank, digest } of digests) {
    const run = JSON.stringify([...seqs.subarray(starts[rank] ?? 0, starts[rank + 1] ?? 0)]);
    addWords.run(digest, run);
    addCaseWords.run(digest, run, perCase);
  }
}
