import { DatabaseSync } from "node:sqlite";

import { createTexts } from "../../../src/texts/texts.ts";
import type { Ground } from "./ground.ts";
import { inParallel } from "./parallel.ts";
import { judge, sum, type Verdict } from "./verdict.ts";

/** What became of the members of a flood, by what stands on both sides of the sandbox. */
export interface FloodVerdict {
  /** Their lines in Flex. */
  readonly lines: Verdict;
  /** All that we wrote to them. */
  readonly posts: number;
  readonly answered: number;
  /** Lines without an answer of their own whose member was sent on to a human, and told so. */
  readonly leftToHuman: number;
  /** How many members that were. */
  readonly handedOver: number;
  /** Members with a line that got neither, or with an answer too many. */
  readonly wronged: readonly string[];
}

interface Talk {
  readonly member: string;
  readonly sid: string;
  readonly answering: string;
}

const texts = createTexts({ locale: "en" });
const ANSWER = texts("assistant.nothing");
const [HANDED_OVER = ""] = texts("handoff.transferring", { case: "0" }).split(".", 1);

/** The ledger only says which conversation is whose, and who answers in it. */
export async function judgeFlood(
  { control, store }: Ground,
  linesOf: (member: string) => readonly string[],
): Promise<FloodVerdict> {
  const judged = await inParallel(talksOf(store), async ({ member, sid, answering }) => {
    // The ledger tells the legacy transport's conversations apart by their ids.
    const { messages } = await control.conversation(sid.replace(/^chat-/u, ""));
    const arrived = messages.filter(({ author }) => author === `discord_${member}`).map(({ body }) => body);
    const posts = (await control.readDm(member)).filter(({ author }) => author === "bot");
    const lines = linesOf(member);
    const answered = posts.filter(({ content }) => content.includes(ANSWER)).length;
    const told = posts.some(({ content }) => content.includes(HANDED_OVER));
    const withHuman = answering === "waiting" && told;
    const well = answered === lines.length || (withHuman && answered < lines.length);
    return {
      lines: judge(lines, arrived),
      posts: posts.length,
      answered,
      leftToHuman: withHuman ? lines.length - answered : 0,
      handedOver: answering === "assistant" ? 0 : 1,
      wronged: well ? [] : [`${member} (${answering}, told: ${told}): ${answered} answers`],
    };
  });
  const total = (of: (one: (typeof judged)[number]) => number) =>
    judged.reduce((all, one) => all + of(one), 0);
  return {
    lines: sum(judged.map(({ lines }) => lines)),
    posts: total(({ posts }) => posts),
    answered: total(({ answered }) => answered),
    leftToHuman: total(({ leftToHuman }) => leftToHuman),
    handedOver: total(({ handedOver }) => handedOver),
    wronged: judged.flatMap(({ wronged }) => wronged),
  };
}

function talksOf(store: string): readonly Talk[] {
  const ledger = new DatabaseSync(store, { readOnly: true, timeout: 10_000 });
  const talks = ledger
    .prepare("SELECT member_id AS member, transport_conversation_id AS sid, answering FROM conversations")
    .all() as unknown as readonly Talk[];
  ledger.close();
  return talks;
}
