import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Terminal } from "../../../src/cli/terminal/output.ts";
import { confirm } from "../../../src/cli/terminal/prompt.ts";

const question = { message: "Apply 3 changes?", flag: "--yes" };

/** A terminal with somebody at it, who types `keys` once asked. */
function terminal(
  interactive: boolean,
  keys = "",
): { readonly terminal: Terminal; readonly said: () => string } {
  const stdin = new PassThrough();
  const stderr = new PassThrough();
  let said = "";
  stderr.on("data", (text: Buffer) => {
    // The prompt ignores what was typed before it had drawn itself.
    if (said === "") setTimeout(() => stdin.write(keys), 50);
    said += text.toString("utf8");
  });
  const streams = { stdin, stderr, interactive } as unknown as Terminal;
  return { terminal: streams, said: () => said };
}

test("without anybody to ask it fails at once and names the flag", async () => {
  await expect(
    confirm(terminal(false).terminal, question, new AbortController().signal),
  ).rejects.toMatchObject({
    code: "usage.input-needed",
    fix: expect.stringContaining("--yes"),
  });
});

test.each([
  ["y\n", true],
  ["n\n", false],
  ["\n", false],
])("%j is %j", async (keys, answer) => {
  const asked = terminal(true, keys);
  expect(await confirm(asked.terminal, question, new AbortController().signal)).toBe(answer);
  expect(asked.said()).toContain("Apply 3 changes?");
});

test("Ctrl-C at the question is an interruption, not an answer", async () => {
  const asked = terminal(true, "\u0003");
  await expect(confirm(asked.terminal, question, new AbortController().signal)).rejects.toMatchObject({
    code: "run.interrupted",
  });
});

test("an interruption from outside ends the question too", async () => {
  const stop = new AbortController();
  const asked = terminal(true);
  const answer = confirm(asked.terminal, question, stop.signal);
  stop.abort();
  await expect(answer).rejects.toMatchObject({ code: "run.interrupted" });
});
