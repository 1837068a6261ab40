import type { CommanderError } from "commander";
import { Failure } from "../domain/failure.ts";
import { EXIT, type ExitCode } from "./exit.ts";

/** A fault as the first sentence of a line on which the next says what to do. */
export function asSentence(fault: string): string {
  return fault.trim().replaceAll("\n", " ").replace(/[^.]$/u, "$&.");
}

/** What is wrong with a command line has been said by now, but to people alone: a script is told as well. */
export async function endOfUsage(
  { exitCode, code, message }: CommanderError,
  argv: readonly string[],
  stdout: NodeJS.WriteStream,
): Promise<ExitCode> {
  if (exitCode === 0) return EXIT.done;
  if (argv.includes("--json")) {
    const { failureEnvelope } = await import("./terminal/output.ts");
    const why =
      code === "commander.help" ? "A command is missing" : asSentence(message.replace(/^error: /u, ""));
    const failure = new Failure("usage.invalid", why, { fix: "--help lists the commands and flags." });
    stdout.write(`${JSON.stringify(failureEnvelope(failure))}\n`);
  }
  return EXIT.usage;
}
