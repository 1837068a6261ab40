import type { DecideContext } from "../../src/bridge/decide/policy.ts";
import type { Effect } from "../../src/bridge/effect.ts";
import type { Decision, Entry, Newcomers, Situation } from "../../src/bridge/ports.ts";
import { decide } from "../../src/bridge/decide/decide.ts";
import {
  blankGateMemory,
  newConversation,
  type Conversation,
  type Member,
} from "../../src/domain/conversation.ts";
import type { MemberFile } from "../../src/domain/content.ts";
import type { Happening } from "../../src/domain/event.ts";
import type {
  CaseNumber,
  ConversationId,
  FileId,
  InteractionId,
  MemberId,
  PlaceId,
  PostId,
  TaskId,
  TransportConversationId,
  TransportMessageId,
} from "../../src/domain/ids.ts";
import { fileRules } from "../../src/app/rules/files.ts";
import { asksForHuman } from "../../src/texts/human-request.ts";
import { createTexts } from "../../src/texts/texts.ts";
import { plainPolicy } from "./plain-policy.ts";

export const memberId = "300000000000000001" as MemberId;
export const placeId = "400000000000000001" as PlaceId;
export const conversationId = "line-300000000000000001-1" as ConversationId;
export const transportConversationId = `CH${"1".repeat(32)}` as TransportConversationId;
export const taskId = `WT${"1".repeat(32)}` as TaskId;
export const interactionId = "500000000000000001" as InteractionId;
export const post = (n: number) => `60000000000000000${n}` as PostId;
export const transportMessage = (n: number) => `IM${String(n).repeat(32)}` as TransportMessageId;
export const caseNumber = 7 as CaseNumber;

export const NOW = Date.UTC(2026, 10, 22, 12);

export const texts = createTexts({ locale: "en" });

const context: DecideContext = {
  ...plainPolicy,
  texts: () => texts,
  asksForHuman: (text) => asksForHuman(text, []),
  files: fileRules,
  linkTo: (file) => `https://files.example/${file.name}`,
  answerGraceMs: 2_000,
  taskGraceMs: 4_000,
  taskDelayedMs: 16_000,
  taskGivenUpMs: 240_000,
  offersThreads: true,
  now: NOW,
};

export const member = (fields: Partial<Member> = {}): Member => ({
  id: memberId,
  displayName: "Mia",
  locale: "en",
  placeId,
  threadId: null,
  conversations: 1,
  gate: blankGateMemory,
  ...fields,
});

export const conversation = (fields: Partial<Conversation> = {}): Conversation => ({
  ...newConversation({ id: conversationId, memberId, ordinal: 1, openedAt: NOW - 60_000 }),
  transportConversationId,
  ...fields,
});

/** No newcomer asked before. */
const nobodyElse: Newcomers = {
  asked: () => null,
  opened: () => null,
  wasOpened: () => false,
  raid: () => null,
};

const situation = (fields: Partial<Situation> = {}): Situation => ({
  member: member(),
  conversation: null,
  open: fields.conversation?.answering === "ended" ? null : (fields.conversation ?? null),
  earlier: null,
  block: null,
  latestCase: null,
  undelivered: 0,
  answered: () => false,
  memberCases: () => [],
  openCases: () => [],
  caseByNumber: () => null,
  caseFrom: () => null,
  similarCases: () => [],
  voteOn: () => null,
  caseAbout: () => null,
  asked: () => null,
  newcomers: nobodyElse,
  nextCaseNumber: caseNumber,
  ...fields,
});

export const memberFile = (name: string, fields: Partial<MemberFile> = {}): MemberFile => ({
  from: "member",
  placeId,
  postId: post(1),
  fileId: name as FileId,
  name: `${name}.png`,
  contentType: "image/png",
  bytes: 10,
  url: "",
  ...fields,
});

export const facts = { memberId, displayName: "Mia" };

export const wrote = (text: string, n = 1): Happening => ({
  kind: "member.wrote",
  ...facts,
  placeId,
  postId: post(n),
  text,
});

/** What becomes of one event. */
export function decideOn(
  happening: Happening,
  fields: Partial<Situation> = {},
  policy: Partial<DecideContext> = {},
  at = NOW,
): Decision {
  const entry: Entry = {
    seq: 1,
    event: { source: "discord", sourceId: "1", at, happening },
  };
  return decide({ ...context, ...policy }, situation(fields), entry);
}

/** What is to be done, by kind. */
export const kinds = (decision: Decision) => decision.effects.map((effect) => effect.kind);
/** What the member is told, on cards and in lines. */
export const said = (decision: Decision) =>
  decision.effects.flatMap((effect) =>
    effect.kind === "say" ? [effect.text] : effect.kind === "card.show" ? [effect.card.text] : [],
  );
/** The lines for the agents' side. */
export const posts = (decision: Decision) =>
  decision.effects.filter((effect): effect is Extract<Effect, { kind: "post" }> => effect.kind === "post");
