import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Surroundings } from "../../../src/cli/terminal/surroundings.ts";
import { createTerminal, failureEnvelope } from "../../../src/cli/terminal/output.ts";
import { Failure } from "../../../src/domain/failure.ts";

function surroundings(
  env: Readonly<Record<string, string>>,
  isTTY: boolean,
): Surroundings & { said: () => string } {
  const stream = () => Object.assign(new PassThrough(), { isTTY });
  const stderr = stream();
  let said = "";
  stderr.on("data", (text: Buffer) => (said += text.toString("utf8")));
  return {
    env,
    cwd: "/",
    stdin: stream() as unknown as NodeJS.ReadStream,
    stdout: stream() as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal: new AbortController().signal,
    outliveReader: () => undefined,
    said: () => said,
  };
}

const options = { verbose: false, color: false, input: true };

test.each([
  ["a terminal", {}, true, true, true],
  ["a pipe", {}, false, true, false],
  ["a terminal of a CI", { CI: "true" }, true, true, false],
  ["a terminal that says it is no CI", { CI: "false" }, true, true, true],
  ["a terminal with --no-input", {}, true, false, false],
])("in %s somebody can be asked: %#", (_, env, isTTY, input, interactive) => {
  expect(createTerminal(surroundings(env, isTTY), { ...options, input }).interactive).toBe(interactive);
});

test("a failure says what happened, where, and what to do next, in one paragraph", () => {
  const around = surroundings({}, false);
  const details = { where: "bridge.listen.port", fix: "Choose another." };
  for (const message of ["Port 8080 is taken", "Port 8080 is taken."]) {
    createTerminal(around, options).failure(new Failure("run.port-taken", message, details));
  }
  expect(around.said()).toBe(
    "error: Port 8080 is taken (bridge.listen.port). Choose another. [run.port-taken]\n".repeat(2),
  );
});

test("a place that the message names already is not said again", () => {
  const around = surroundings({}, false);
  createTerminal(around, options).failure(
    new Failure("usage.invalid", "p.json is no plan", { where: "p.json" }),
  );
  expect(around.said()).toBe("error: p.json is no plan. [usage.invalid]\n");
});

test.each([24, 40])(
  "on a terminal of %d columns lines break between words, commands and codes stay whole",
  (columns) => {
    const around = surroundings({}, true);
    Object.assign(around.stderr, { columns });
    const fix = "Ask at https://example.com/a-page-with-a-long-name, or run `flexcord doctor` here.";
    const failure = new Failure("run.port-taken", "Port 8080 is taken by another program", { fix });
    createTerminal(around, options).failure(failure);
    const lines = around.said().trimEnd().split("\n");
    expect(lines.join(" ")).toBe(`error: ${failure.message}. ${fix} [run.port-taken]`);
    expect(lines.filter((line) => line.length > columns && line.includes(" "))).toEqual([]);
    expect(lines.some((line) => line.includes("`flexcord doctor`"))).toBe(true);
  },
);

test("what nobody foresaw is called our fault", () => {
  const around = surroundings({}, false);
  createTerminal(around, options).failure(new Failure("bug.unexpected", "x is not a function"));
  expect(around.said()).toContain("This is a fault of flexcord; --verbose shows where it arose.");
});

test("--verbose follows causes, errors or not, and ends where they loop", () => {
  const around = surroundings({}, false);
  const inner = new Error("inner");
  inner.cause = { reason: "deepest" };
  const loop = new Error("loop");
  loop.cause = loop;
  const terminal = createTerminal(around, { ...options, verbose: true });
  terminal.failure(new Failure("bug.unexpected", "outer", { cause: inner }));
  expect(around.said()).toMatch(
    /Failure: outer[\s\S]*caused by: Error: inner[\s\S]*caused by: \{ reason: 'deepest' \}/u,
  );
  terminal.failure(new Failure("bug.unexpected", "again", { cause: loop }));
  expect(around.said()).toContain("caused by: Error: loop");
});

test("the envelope has what a script branches on, and no cause", () => {
  const failure = new Failure("state.locked", "locked", { cause: new Error("secret inside") });
  expect(JSON.parse(JSON.stringify(failureEnvelope(failure)))).toEqual({
    version: 1,
    error: { code: "state.locked", message: "locked", retry: true },
  });
});
