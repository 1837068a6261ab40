import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { createTerminal } from "../../src/cli/output.ts";
import { openProgress } from "../../src/cli/progress.ts";

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
  };
  const made = createTerminal(around, { verbose: false, color: false, input: true });
  return { terminal: made, said: () => stripVTControlCharacters(said) };
}

async function deploy(isTTY: boolean): Promise<string> {
  const screen = terminal(isTTY);
  const progress = await openProgress(screen.terminal, 2);
  progress.begun("role moderator");
  progress.done("role moderator");
  progress.begun("channel help");
  progress.failed("channel help");
  progress.close();
  return screen.said();
}

test("in a pipe each step that ended is a plain line", async () => {
  expect(await deploy(false)).toBe("done role moderator\nfailed channel help\n");
});

test("on a screen a count turns meanwhile, and the same lines stay", async () => {
  const said = await deploy(true);
  expect(said).toContain("1 of 2: role moderator");
  expect(said).toContain("2 of 2: channel help");
  expect(said).toContain("done role moderator\n");
  expect(said).toContain("failed channel help\n");
});
