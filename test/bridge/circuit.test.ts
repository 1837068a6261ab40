import { beforeEach, describe, expect, it } from "vitest";
import { createCircuit, type Circuit } from "../../src/bridge/circuit.ts";
import { silentLog } from "../../src/domain/log.ts";

let rings: (() => void)[];
let closed: number;
let circuit: Circuit;
const never = () => undefined;

beforeEach(() => {
  rings = [];
  closed = 0;
  circuit = createCircuit({
    side: "agent",
    clock: {
      now: () => 0,
      after(_, ring) {
        rings.push(ring);
        return () => void rings.splice(rings.indexOf(ring), 1);
      },
    },
    random: () => 0.5,
    log: silentLog,
    signal: new AbortController().signal,
    onClosed: () => (closed += 1),
  });
});

function pauseEnds(): void {
  rings.shift()?.();
}

function fail(times: number): void {
  for (let at = 0; at < times; at += 1) {
    expect(circuit.enter(`lane ${at}`, never)).toBe(true);
    circuit.leave(`lane ${at}`, "down");
  }
}

describe("a circuit", () => {
  it("opens after five failures in a row, whoever had them, and not when one of them got through", () => {
    fail(4);
    circuit.enter("well", never);
    circuit.leave("well", "up");
    fail(4);
    expect(circuit.open).toBe(false);
    fail(1);
    expect(circuit.open).toBe(true);
  });

  it("lets one probe at a time, each in turn, and everybody when it got through", () => {
    fail(5);
    const rung: string[] = [];
    for (const name of ["a", "b", "c"]) expect(circuit.enter(name, () => rung.push(name))).toBe(false);
    pauseEnds();
    expect(rung).toEqual(["a"]);
    expect(circuit.enter("a", never)).toBe(true);
    expect(circuit.enter("d", () => rung.push("d"))).toBe(false);
    circuit.leave("a", "down");
    pauseEnds();
    expect(rung).toEqual(["a", "b"]);
    expect(circuit.enter("b", never)).toBe(true);
    circuit.leave("b", "up");
    expect([rung, circuit.open, closed]).toEqual([["a", "b", "c", "d"], false, 1]);
  });

  it("asks the next when the prober had nothing to do", () => {
    fail(5);
    const rung: string[] = [];
    for (const name of ["a", "b"]) circuit.enter(name, () => rung.push(name));
    pauseEnds();
    circuit.enter("a", never);
    circuit.leave("a", "nothing");
    expect(rung).toEqual(["a", "b"]);
    expect(circuit.enter("b", never)).toBe(true);
  });

  it("opens at once when the token is refused, and only a probe closes it again", () => {
    circuit.enter("early", never);
    circuit.enter("a", never);
    circuit.leave("a", "refused");
    expect(circuit.open).toBe(true);
    circuit.leave("early", "up");
    expect(circuit.open).toBe(true);
    pauseEnds();
    expect(circuit.enter("b", never)).toBe(true);
    circuit.leave("b", "up");
    expect(circuit.open).toBe(false);
  });
});
