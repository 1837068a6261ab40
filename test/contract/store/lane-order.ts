import { describe, expect, it } from "vitest";
import type { Direction } from "../../../src/bridge/effect.ts";
import type { Due } from "../../../src/bridge/ports.ts";
import { Failure } from "../../../src/domain/failure.ts";
import type { Bench } from "./bench.ts";
import type { PostId } from "../../../src/domain/ids.ts";
import {
  MIA,
  NOAH,
  THEN,
  answered,
  decision,
  ensure,
  failed,
  ignoring,
  opening,
  post,
  say,
  wrote,
} from "./samples.ts";

const DONE = { outcome: "done", remoteId: null } as const;
const ANSWERED = "asked" as PostId;
const FAILURE = new Failure("twilio.closed", "the conversation is closed");

const textOf = ({ effect }: Due) => ("text" in effect ? effect.text : effect.kind);

/** What goes out instead of a line that failed. */
export function laneOrderContract(bench: Bench): void {
  const claim = (direction: Direction, memberId = MIA) => bench.ledger.claim({ memberId, direction });
  const due = async (direction: Direction, memberId = MIA): Promise<Due> => {
    const claimed = await claim(direction, memberId);
    if (claimed.state !== "due") throw new Error(`expected something due, but the lane is ${claimed.state}`);
    return claimed.due;
  };
  let written = 0;
  const decide = async (make: ReturnType<typeof opening>, memberId = MIA) => {
    written += 1;
    await bench.ledger.accept([wrote(memberId, `order-${written}`)]);
    await bench.ledger.decideNext(memberId, make);
  };

  /** A post of Mia's waits for the agents' side, and lines in her own lane, those an answer to her message. */
  const postBesideAnswer = async (lines: readonly string[]): Promise<number> => {
    await decide(opening((_, { id }) => ({ effects: [post("asked", id)] })));
    for (const text of lines) {
      const conversationId = `c-${MIA}-1`;
      const to = text === "answer" ? ANSWERED : `before ${ANSWERED}`;
      await bench.ledger.accept([answered(MIA, conversationId, to)]);
      await bench.ledger.decideNext(MIA, ({ conversation }) =>
        decision({ effects: [say(text, conversation?.id ?? null)] }),
      );
    }
    return (await due("agent")).effectId;
  };

  describe("claim, where something failed", () => {
    it("gives what stands in for an effect where that one stood, however often, also after a restart", async () => {
      await decide(opening((_, { id }) => ({ effects: [post("1", id), post("2", id)] })));
      await decide(opening((_, { id }) => ({ effects: [post("3", id)] })));
      for (const round of ["again", "once more"]) {
        const { effectId } = await due("agent");
        const lost = failed(`f-${round}`, effectId);
        await bench.ledger.settle(effectId, { outcome: "parked", failure: FAILURE, events: [lost] });
        await bench.ledger.decideNext(
          MIA,
          opening((_, { id }) => ({
            insteadOf: effectId,
            effects: [ensure(id), say(`told ${round}`, id), post(round, id)],
          })),
        );
        await bench.reopen();
        expect(await due("agent")).toMatchObject({ effect: { kind: "conversation.ensure" }, inDoubt: true });
        await bench.ledger.settle((await due("agent")).effectId, DONE);
      }
      for (const text of ["once more", "2", "3"]) {
        const { effectId, ...rest } = await due("agent");
        expect(rest).toMatchObject({ effect: { text }, inDoubt: false });
        await bench.ledger.settle(effectId, DONE);
      }
      expect(textOf(await due("member"))).toBe("told again");
    });

    it("gives nothing of the member's while it is not decided what stands in for a line that failed", async () => {
      await decide(
        opening((_, { id }) => ({ effects: [post("lost", id), post("behind", id), say("told", id)] })),
      );
      await decide(() => decision({ effects: [say("to noah")] }), NOAH);
      const { effectId } = await due("agent");
      await bench.ledger.accept([wrote(MIA, "undecided, but no loss")]);
      expect(textOf(await due("agent"))).toBe("lost");
      const events = [failed("f1", effectId)];
      await bench.ledger.settle(effectId, { outcome: "parked", failure: FAILURE, events });
      await bench.reopen();
      for (const direction of ["agent", "member"] as const) {
        expect(await claim(direction)).toEqual({ state: "undecided" });
      }
      expect(await claim("assistant")).toEqual({ state: "empty" });
      expect(textOf(await due("member", NOAH))).toBe("to noah");
      await bench.ledger.decideNext(MIA, () => decision());
      await bench.ledger.decideNext(MIA, ignoring("nobody waits for it"));
      expect(textOf(await due("agent"))).toBe("behind");
      expect(textOf(await due("member"))).toBe("told");
    });

    it("keeps what awaits an answer that may be under way, and gives it up once it is known what became of that", async () => {
      const effectId = await postBesideAnswer(["answer"]);
      const settlement = { outcome: "parked", failure: FAILURE, events: [failed("f1", effectId)] } as const;
      const again = { ...settlement, awaits: { to: ANSWERED, tryAgainAt: THEN + 10_000 } };
      for (const reopened of [false, true]) {
        if (reopened) await bench.reopen();
        expect(await bench.ledger.settle(effectId, again)).toEqual([]);
        expect(await claim("agent")).toEqual({ state: "later", at: THEN + 10_000 });
      }
      expect((await bench.ledger.unfinished()).members).toEqual([]);
      const inDoubt = { outcome: "retry", at: THEN, failure: FAILURE, inDoubt: true } as const;
      await bench.ledger.settle((await due("member")).effectId, inDoubt);
      expect(await bench.ledger.settle(effectId, again)).toEqual([]);
      await bench.ledger.settle((await due("member")).effectId, { outcome: "dropped", reason: "too late" });
      expect(await bench.ledger.settle(effectId, again)).toEqual([{ state: "new", memberId: MIA }]);
      expect(await claim("agent")).toEqual({ state: "empty" });
    });

    it("awaits no answer that nobody has begun to say, nor one to another message", async () => {
      const behind = await postBesideAnswer(["first", "answer"]);
      const awaits = { to: ANSWERED, tryAgainAt: THEN + 10_000 };
      await bench.ledger.settle(behind, { outcome: "parked", failure: FAILURE, awaits });
      expect(await claim("agent")).toEqual({ state: "empty" });
      const other = await postBesideAnswer([]);
      const stranger = { ...awaits, to: "another" as PostId };
      await bench.ledger.settle((await due("member")).effectId, DONE);
      await bench.ledger.settle(other, { outcome: "parked", failure: FAILURE, awaits: stranger });
      expect(await claim("agent")).toEqual({ state: "empty" });
    });
  });
}
