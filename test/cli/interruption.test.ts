import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { asFailureOf } from "../../src/cli/interruption.ts";
import { Failure } from "../../src/domain/failure.ts";

const codeOf = (thrown: unknown, signal: AbortSignal) => asFailureOf(thrown, signal).code;

test("what a call throws because somebody asked for the end is an interruption", async () => {
  const signal = AbortSignal.abort(new Error("SIGINT"));
  const thrown = await wait(1, null, { signal }).catch((error: unknown) => error);
  expect(codeOf(thrown, signal)).toBe("run.interrupted");
  expect(codeOf(signal.reason, signal)).toBe("run.interrupted");
});

test("anything else is what it was, also after somebody asked for the end", () => {
  const signal = AbortSignal.abort(new Error("SIGINT"));
  expect(codeOf(new TypeError("x is not a function"), signal)).toBe("bug.unexpected");
  expect(codeOf(new Failure("state.locked", "locked", { cause: signal.reason }), signal)).toBe(
    "state.locked",
  );
  expect(codeOf(new Error("SIGINT"), new AbortController().signal)).toBe("bug.unexpected");
});
