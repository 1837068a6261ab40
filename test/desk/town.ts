import type { Direction } from "../../src/bridge/effect.ts";
import type { Decision, Entry, Settlement, Situation } from "../../src/bridge/ports.ts";
import { createCaseRules } from "../../src/cases/rules.ts";
import { aroundTheClock } from "../../src/cases/sla.ts";
import type { Actor, CaseAction, NewCase } from "../../src/domain/case.ts";
import type { Happening, InboundEvent, Source } from "../../src/domain/event.ts";
import type { CaseNumber, MemberId } from "../../src/domain/ids.ts";
import type { Store } from "../../src/store/store.ts";
import { decision } from "../contract/store/samples.ts";

const HOUR = 3_600_000;

/** A company that promises an answer within an hour and a solution within two days. */
export const promising = createCaseRules({
  time: aroundTheClock,
  sla: {
    low: { firstAnswerMs: 8 * HOUR, resolutionMs: 96 * HOUR },
    normal: { firstAnswerMs: HOUR, resolutionMs: 48 * HOUR },
    high: { firstAnswerMs: HOUR / 2, resolutionMs: 24 * HOUR },
    urgent: { firstAnswerMs: HOUR / 4, resolutionMs: 8 * HOUR },
  },
  reopenMs: 14 * 24 * HOUR,
});

type Choose = (situation: Situation) => Partial<Decision>;

/**
 * Fills a ledger as the bridge would, without one: members write, agents answer, and what becomes of each line is
 * said by the test.
 */
export function createTown(store: Store, clock: { now: number }) {
  const { ledger } = store;
  let ids = 0;
  const nextId = (): string => String((ids += 1));

  const happen = async (memberId: MemberId, source: Source, happening: Happening, choose: Choose) => {
    const sourceId = nextId();
    const event: InboundEvent = { source, sourceId, at: clock.now, happening };
    await ledger.accept([event]);
    const decide = (situation: Situation, { event: { source: from, sourceId: id } }: Entry): Decision =>
      from === source && id === sourceId ? decision(choose(situation)) : decision({ ignored: "it is known" });
    while ((await ledger.decideNext(memberId, decide)) !== null);
  };

  const settle = async (memberId: MemberId, direction: Direction, settlement?: Settlement) => {
    for (;;) {
      const claim = await ledger.claim({ memberId, direction });
      if (claim.state !== "due") return;
      const done: Settlement = { outcome: "done", remoteId: `r${nextId()}` };
      await ledger.settle(claim.due.effectId, settlement ?? done);
      if (settlement?.outcome === "retry") return;
    }
  };

  return {
    clock,
    nextId,
    pass(ms: number) {
      clock.now += ms;
    },
    settle,
    happen,

    /** Opens a case without a conversation. */
    async opens(
      memberId: MemberId,
      wanted: Partial<NewCase> & { readonly title: string },
    ): Promise<CaseNumber> {
      const all: NewCase = {
        kind: "bug",
        description: "",
        memberId,
        locale: "en-US",
        priority: "normal",
        tags: [],
        source: null,
        conversation: null,
        ...wanted,
      };
      const { changed } = await store.cases.open((number) =>
        promising.open(number, all, { by: "member", memberId, name: "" }, clock.now),
      );
      await this.hearNews(memberId);
      return changed.case.number;
    },

    async changes(number: CaseNumber, action: CaseAction, who: Actor) {
      const { changed } = await store.cases.change(number, (found) =>
        promising.change(found, action, who, clock.now),
      );
      await this.hearNews(changed.case.memberId);
    },

    /** Takes the news of cases off the members' lanes. */
    async hearNews(memberId: MemberId) {
      while ((await ledger.decideNext(memberId, () => decision({ ignored: "it is known" }))) !== null);
    },
  };
}

export type Town = ReturnType<typeof createTown>;
