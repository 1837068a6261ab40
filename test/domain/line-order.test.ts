import { describe, expect, it } from "vitest";
import {
  accountFor,
  changeWaiting,
  closeGap,
  hear,
  waitsForGap,
  type AgentLine,
  type LineOrder,
} from "../../src/domain/line-order.ts";
import type { TransportMessageId } from "../../src/domain/ids.ts";
import { dice } from "../contract/store/histories.ts";

const fresh: LineOrder = { accountedTo: -1, ahead: [] };
const texts = (lines: readonly AgentLine[]) => lines.map(({ text }) => text);

describe("the order of lines", () => {
  it("says at once what is next", () => {
    const first = hear(fresh, { index: 0, text: "a" });
    expect(first).toEqual({ order: { accountedTo: 0, ahead: [] }, say: [{ index: 0, text: "a" }] });
  });

  it("keeps back what comes too early, until what is missing is there", () => {
    const early = hear(fresh, { index: 1, text: "b" });
    expect([early.say, waitsForGap(early.order)]).toEqual([[], true]);
    expect(texts(hear(early.order, { index: 0, text: "a" }).say)).toEqual(["a", "b"]);
  });

  it("does not let a line of ours say what stands behind it", () => {
    const early = hear(fresh, { index: 1, text: "b" }).order;
    const order = accountFor(early, 0);
    expect(order).toEqual({ accountedTo: 0, ahead: [{ index: 1, text: "b" }] });
    expect(texts(closeGap(order, 1).say)).toEqual(["b"]);
  });

  it("says what turns up behind its time rather than losing it", () => {
    expect(hear({ accountedTo: 7, ahead: [] }, { index: 3, text: "late" }).say).toMatchObject([
      { text: "late" },
    ]);
  });

  it("says a waiting line as it was changed, and not at all when it was taken back", () => {
    const [kept, dropped] = ["kept", "dropped"] as unknown as [TransportMessageId, TransportMessageId];
    let order = hear(fresh, { index: 1, text: "old", id: kept }).order;
    order = hear(order, { index: 2, text: "gone", id: dropped }).order;
    order = changeWaiting(order, kept, "new") ?? order;
    order = changeWaiting(order, dropped, null) ?? order;
    expect(texts(hear(order, { index: 0, text: "a" }).say)).toEqual(["a", "new"]);
    expect(changeWaiting(order, "stranger" as TransportMessageId, "x")).toBeNull();
  });

  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  it(`says every line once, in order, however callbacks come (SEED=${seed})`, () => {
    for (let round = seed; round < seed + 2_000; round += 1) {
      const d = dice(round);
      const total = 1 + d.number(12);
      const ours = Array.from({ length: total }, () => d.chance(40));
      const told = ours.map((_, index) => index).filter(() => d.chance(70));
      for (let at = told.length - 1; at > 0; at -= 1) {
        const other = d.number(at + 1);
        [told[at], told[other]] = [told[other] ?? 0, told[at] ?? 0];
      }
      let order = fresh;
      const said: string[] = [];
      const listen = (index: number) => {
        if (ours[index] === true) {
          order = accountFor(order, index);
          return;
        }
        const heard = hear(order, { index, text: String(index) });
        order = heard.order;
        said.push(...texts(heard.say));
      };
      for (const index of told) listen(index);
      // The read hands in, in order, what nobody told, and closes with the last index.
      for (let index = 0; index < total; index += 1) if (!told.includes(index)) listen(index);
      said.push(...texts(closeGap(order, total - 1).say));
      const wanted = ours.flatMap((own, index) => (own ? [] : [String(index)]));
      expect({ round, said }).toEqual({ round, said: wanted });
    }
  });
});
