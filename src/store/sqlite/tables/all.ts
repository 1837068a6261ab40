import type { DatabaseSync } from "node:sqlite";
import type { EpochMs } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { openAnswers } from "./answers.ts";
import { openBlocks } from "./blocks.ts";
import { openCases } from "./cases.ts";
import { openChanges } from "./changes.ts";
import { openConversations } from "./conversations.ts";
import { openEffects } from "./effects.ts";
import { openEvents } from "./events.ts";
import { openGaps } from "./gaps.ts";
import { openGateway } from "./gateway.ts";
import { openHeard } from "./heard.ts";
import { keepConversations } from "./known-conversations.ts";
import { openMembers } from "./members.ts";
import { openNewcomers } from "./newcomers.ts";
import { openPast } from "./past.ts";
import { openSimilarCases } from "./similar-cases.ts";
import { openTimers } from "./timers.ts";
import { openDelays } from "./delays.ts";
import { openCaseMessages, openVotes } from "./votes.ts";
import { openUndelivered } from "./undelivered.ts";

export type Tables = ReturnType<typeof openTables>;

/** Every table's statements, prepared once. */
export function openTables(db: DatabaseSync, vault: Vault, now: () => EpochMs) {
  const conversations = keepConversations(openConversations(db, vault));
  const cases = openCases(db, vault);
  const members = openMembers(db, vault, now);
  return {
    answers: openAnswers(db, vault),
    blocks: openBlocks(db),
    cases,
    similar: openSimilarCases(db, vault, (number) => cases.find(number)),
    caseMessages: openCaseMessages(db),
    changes: openChanges(db, vault),
    conversations,
    effects: openEffects(db, vault),
    events: openEvents(db, vault),
    gaps: openGaps(db),
    gateway: openGateway(db),
    heard: openHeard(db, vault),
    members,
    newcomers: openNewcomers(db),
    past: openPast(db, vault, conversations),
    timers: openTimers(db),
    delays: openDelays(db),
    undelivered: openUndelivered(db),
    votes: openVotes(db, (number) => cases.drop(number)),
    /** Changes were undone, or made by another way: what was read before no longer counts. */
    forget() {
      for (const kept of [members, conversations, cases]) kept.forget();
    },
  };
}
