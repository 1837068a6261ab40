import { Failure } from "../domain/failure.ts";
import type { Terminal } from "./output.ts";

export interface Question {
  readonly message: string;
  /** The flag that answers it where nobody can be asked, such as `--yes`. */
  readonly flag: string;
}

/**
 * Asks for a yes or a no, on stderr so that stdout stays data. Without a terminal it fails at once and
 * names the flag, for a prompt that nobody sees hangs a pipeline.
 */
export function confirm(terminal: Terminal, question: Question, signal: AbortSignal): Promise<boolean> {
  return prompt(terminal, question, async () => {
    const prompts = await import("@inquirer/prompts");
    return prompts.confirm({ message: question.message, default: false }, streamsOf(terminal, signal));
  });
}

/** Asks for a line of text, under the same rules. */
export function ask(terminal: Terminal, question: Question, signal: AbortSignal): Promise<string> {
  return prompt(terminal, question, async () => {
    const prompts = await import("@inquirer/prompts");
    return prompts.input({ message: question.message }, streamsOf(terminal, signal));
  });
}

const streamsOf = (terminal: Terminal, signal: AbortSignal) => ({
  input: terminal.stdin,
  output: terminal.stderr,
  signal,
});

async function prompt<Answer>(
  terminal: Terminal,
  question: Question,
  put: () => Promise<Answer>,
): Promise<Answer> {
  if (!terminal.interactive) {
    throw new Failure("usage.input-needed", `"${question.message}" needs an answer and nobody can be asked`, {
      fix: `Pass ${question.flag} to answer it beforehand.`,
    });
  }
  try {
    return await put();
  } catch (thrown) {
    if (
      thrown instanceof Error &&
      (thrown.name === "ExitPromptError" || thrown.name === "AbortPromptError")
    ) {
      throw new Failure("run.interrupted", "Interrupted at the question; nothing was changed", {
        cause: thrown,
      });
    }
    throw thrown;
  }
}
