import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { systemClock } from "../../../src/domain/clock.ts";
import { createTerminal } from "../../../src/cli/terminal/output.ts";
import { openProgress } from "../../../src/cli/terminal/progress.ts";

/** A terminal whose stderr is, or is not, a screen. */
function terminal(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), {
    isTTY,
    columns: 80,
    clearLine: () => true,
    cursorTo: () => true,
    moveCursor: () => true,
  });
  let said = "";
  stderr.on("data", (text: Buffer) => (said += text.toString("utf8")));
  const around = {
    env: {},
    cwd: "/",
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout: new PassThrough() as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal: new AbortController().signal,
    outliveReader: () => undefined,
  };
  const made = createTerminal(around, { verbose: false, color: false, input: true });
  return { terminal: made, said: () => stripVTControlCharacters(said) };
}

async function deploy(isTTY: boolean, interrupted = false): Promise<string> {
  const screen = terminal(isTTY);
  const interruption = new AbortController();
  let now = 0;
  const clock = { ...systemClock, now: () => now };
  const progress = await openProgress(screen.terminal, { steps: 3, clock, signal: interruption.signal });
  progress.begun("role moderator");
  now += 1500;
  progress.done("role moderator");
  progress.begun("channel help");
  if (interrupted) interruption.abort();
  progress.failed("channel help");
  progress.close();
  return screen.said();
}

test("in a pipe each step that ended is a plain line", async () => {
  expect(await deploy(false)).toBe("done role moderator\nfailed channel help\n");
});

test("on a screen a count and the time left turn meanwhile, and the same lines stay", async () => {
  const said = await deploy(true);
  expect(said).toContain("0 of 3 done: role moderator");
  expect(said).toContain("1 of 3 done, 3 s left: channel help");
  expect(said).toContain("done role moderator\n");
  expect(said).toContain("failed channel help\n");
});

test.each([true, false])("interrupted it says that the rest is waited for (a screen: %s)", async (isTTY) => {
  const said = await deploy(isTTY, true);
  expect(said.replaceAll(/\s+/gu, " ")).toContain("Interrupt again to end at once. ");
  expect(said).toContain("failed channel help\n");
});
