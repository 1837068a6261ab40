import { PassThrough } from "node:stream";
import { runProgram } from "../../src/cli/program.ts";
import type { Ended } from "./process.ts";

/** Runs the program within this process, through pipes: for what a process of its own would cost too much. */
export async function flexcordHere(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const pipe = (name: keyof typeof written) => {
    const stream = new PassThrough();
    stream.on("data", (text: Buffer) => (written[name] += text.toString("utf8")));
    return stream as unknown as NodeJS.WriteStream;
  };
  const code = await runProgram(args, {
    cwd,
    env,
    stdin: new PassThrough().end() as unknown as NodeJS.ReadStream,
    stdout: pipe("stdout"),
    stderr: pipe("stderr"),
    signal: new AbortController().signal,
    outliveReader: () => undefined,
  });
  return { code, ...written };
}
