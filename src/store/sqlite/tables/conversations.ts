import type { DatabaseSync } from "node:sqlite";
import type { Learned } from "../../../bridge/ports.ts";
import {
  untouchedDesk,
  type Answering,
  type Conversation,
  type Delay,
  type Desk,
} from "../../../domain/conversation.ts";
import type {
  CaseNumber,
  ConversationId,
  EpochMs,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
} from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { accountFor, type LineOrder } from "../../../domain/line-order.ts";
import { wholeMs } from "./time.ts";

export interface Conversations {
  find(id: ConversationId): Conversation | null;
  /** The member's newest conversation that has not ended. */
  findOpen(member: MemberId): Conversation | null;
  findByTransport(id: TransportConversationId): Conversation | null;
  put(conversation: Conversation): void;
  learn(id: ConversationId, learned: Learned): void;
  toRead(endedSince: EpochMs): readonly TransportConversationId[];
}

interface Row {
  readonly id: ConversationId;
  readonly member_id: MemberId;
  readonly ordinal: number;
  readonly answering: Answering;
  readonly epoch: number;
  readonly transport_conversation_id: TransportConversationId | null;
  readonly task_id: TaskId | null;
  readonly case_number: CaseNumber | null;
  readonly agent_name: Uint8Array | null;
  readonly owed: Uint8Array | null;
  readonly request_posted: 0 | 1;
  readonly opened_at: EpochMs;
  readonly ended_at: EpochMs | null;
  readonly accounted_to: number;
  readonly ahead: Uint8Array | null;
  readonly desk: Uint8Array | null;
  readonly card_version: number;
  readonly card_place_id: PlaceId | null;
  readonly card_post_id: PostId | null;
  readonly card_fact: string | null;
  readonly delays: string | null;
  readonly follows: ConversationId | null;
}

export function openConversations(db: DatabaseSync, vault: Vault): Conversations {
  const find = db.prepare("SELECT * FROM conversations WHERE id = ?");
  const findOpen = db.prepare(`
    SELECT * FROM conversations WHERE member_id = ? AND answering <> 'ended' ORDER BY ordinal DESC LIMIT 1`);
  const findByTransport = db.prepare("SELECT * FROM conversations WHERE transport_conversation_id = ?");
  const put = db.prepare(`
    INSERT INTO conversations (
      id, member_id, ordinal, answering, epoch, transport_conversation_id, task_id, case_number, agent_name,
      owed, request_posted, opened_at, ended_at, accounted_to, ahead, desk, card_version, card_place_id,
      card_post_id, card_fact, delays, follows
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
      member_id = excluded.member_id, ordinal = excluded.ordinal, answering = excluded.answering,
      epoch = excluded.epoch, transport_conversation_id = excluded.transport_conversation_id,
      task_id = excluded.task_id, case_number = excluded.case_number, agent_name = excluded.agent_name,
      owed = excluded.owed, request_posted = excluded.request_posted, opened_at = excluded.opened_at,
      ended_at = excluded.ended_at, accounted_to = excluded.accounted_to, ahead = excluded.ahead,
      desk = excluded.desk, card_version = excluded.card_version, card_place_id = excluded.card_place_id,
      card_post_id = excluded.card_post_id, card_fact = excluded.card_fact,
      delays = excluded.delays, follows = excluded.follows`);
  const learn = db.prepare(`
    UPDATE conversations SET
      request_posted = max(request_posted, ?),
      transport_conversation_id = coalesce(?, transport_conversation_id),
      task_id = coalesce(?, task_id)
    WHERE id = ?`);
  const learnCard = db.prepare(
    "UPDATE conversations SET card_place_id = ?, card_post_id = ?, card_fact = ? WHERE id = ?",
  );
  const findOrder = db.prepare("SELECT id, accounted_to, ahead FROM conversations WHERE id = ?");
  const setOrder = db.prepare("UPDATE conversations SET accounted_to = ?, ahead = ? WHERE id = ?");
  const toRead = db.prepare(`
    SELECT transport_conversation_id AS id FROM conversations WHERE answering <> 'ended'
    UNION ALL SELECT transport_conversation_id FROM conversations WHERE ended_at >= ?
    UNION ALL SELECT transport_conversation_id FROM conversations WHERE ahead IS NOT NULL`);
  const one = (row: unknown) => (row === undefined ? null : toConversation(row as Row, vault));

  return {
    find: (id) => one(find.get(id)),
    findOpen: (member) => one(findOpen.get(member)),
    findByTransport: (id) => one(findByTransport.get(id)),
    put(conversation) {
      put.run(...toColumns(conversation, vault));
    },
    learn(id, { requestPosted, transportConversationId, taskId, postedIndex, card }) {
      learn.run(requestPosted === true ? 1 : 0, transportConversationId ?? null, taskId ?? null, id);
      if (card !== undefined) learnCard.run(card.placeId, card.postId, card.fact, id);
      if (postedIndex === undefined) return;
      const row = findOrder.get(id) as Pick<Row, "id" | "accounted_to" | "ahead"> | undefined;
      if (row === undefined) return;
      const { accountedTo, ahead } = accountFor(toOrder(row, vault), postedIndex);
      setOrder.run(accountedTo, sealAhead(id, ahead, vault), id);
    },
    toRead(endedSince) {
      const ids = toRead.all(wholeMs(endedSince)).map(({ id }) => id as TransportConversationId | null);
      return [...new Set(ids)].filter((id) => id !== null);
    },
  };
}

function toConversation(row: Row, vault: Vault): Conversation {
  const { id, agent_name: agentName, owed } = row;
  return {
    id,
    memberId: row.member_id,
    ordinal: row.ordinal,
    answering: row.answering,
    epoch: row.epoch,
    transportConversationId: row.transport_conversation_id,
    taskId: row.task_id,
    caseNumber: row.case_number,
    agentName: agentName === null ? null : (vault.open("conversations.agent_name", id, agentName) as string),
    owed: owed === null ? [] : (vault.open("conversations.owed", id, owed) as Conversation["owed"]),
    requestPosted: row.request_posted === 1,
    ...toOrder(row, vault),
    desk: row.desk === null ? untouchedDesk : (vault.open("conversations.desk", id, row.desk) as Desk),
    card: {
      version: row.card_version,
      placeId: row.card_place_id,
      postId: row.card_post_id,
      fact: row.card_fact,
    },
    delays: row.delays === null ? [] : (JSON.parse(row.delays) as readonly Delay[]),
    follows: row.follows,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
  };
}

function toOrder(row: Pick<Row, "id" | "accounted_to" | "ahead">, vault: Vault): LineOrder {
  const { id, accounted_to: accountedTo, ahead } = row;
  const opened = ahead === null ? [] : vault.open("conversations.ahead", id, ahead);
  return { accountedTo, ahead: opened as LineOrder["ahead"] };
}

function sealAhead(id: ConversationId, ahead: LineOrder["ahead"], vault: Vault): Uint8Array | null {
  return ahead.length === 0 ? null : vault.seal("conversations.ahead", id, ahead);
}

function toColumns(conversation: Conversation, vault: Vault) {
  const { id, agentName, owed, desk, card } = conversation;
  return [
    id,
    conversation.memberId,
    conversation.ordinal,
    conversation.answering,
    conversation.epoch,
    conversation.transportConversationId,
    conversation.taskId,
    conversation.caseNumber,
    agentName === null ? null : vault.seal("conversations.agent_name", id, agentName),
    owed.length === 0 ? null : vault.seal("conversations.owed", id, owed),
    conversation.requestPosted ? 1 : 0,
    wholeMs(conversation.openedAt),
    conversation.endedAt === null ? null : wholeMs(conversation.endedAt),
    conversation.accountedTo,
    sealAhead(id, conversation.ahead, vault),
    desk === untouchedDesk ? null : vault.seal("conversations.desk", id, desk),
    card.version,
    card.placeId,
    card.postId,
    card.fact,
    conversation.delays.length === 0 ? null : JSON.stringify(conversation.delays),
    conversation.follows,
  ];
}
