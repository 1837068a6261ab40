import { describe, expect, it } from "vitest";
import { estimateMinutes, type QueueFigures } from "../../src/twilio/wait-estimate.ts";

const figures = (fields: Partial<QueueFigures> = {}): QueueFigures => ({
  windowMinutes: 30,
  accepted: 10,
  averageWaitSeconds: 90,
  freeAgents: 1,
  ...fields,
});

describe("an estimate", () => {
  it("is how fast the line has lately moved, for whoever stands in one", () => {
    expect(estimateMinutes(2, figures())).toBe(6);
    expect(estimateMinutes(7, figures())).toBe(20);
  });

  it("is how long others have lately waited, for whoever has an agent to themselves", () => {
    // A quiet desk: three in half an hour, each taken at once.
    expect(estimateMinutes(1, figures({ accepted: 3, averageWaitSeconds: 20 }))).toBe(1);
    expect(estimateMinutes(1, figures({ averageWaitSeconds: 125 }))).toBe(2);
  });

  it("is none where it would be a guess", () => {
    expect(estimateMinutes(1, figures({ accepted: 2 }))).toBeNull();
    expect(estimateMinutes(1, figures({ freeAgents: 0 }))).toBeNull();
    expect(estimateMinutes(1, figures({ averageWaitSeconds: Number.NaN }))).toBeNull();
    expect(estimateMinutes(1, figures({ accepted: Number.NaN }))).toBeNull();
  });
});
