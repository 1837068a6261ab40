import type * as Prompts from "@inquirer/prompts";

import { Failure } from "../../domain/failure.ts";
import type { Terminal } from "./output.ts";
import { wrapWords } from "./wrap.ts";

export interface Question {
  readonly message: string;
  /** What answers it where nobody can be asked, such as `--yes`. */
  readonly flag: string;
}

interface Streams {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/**
 * Asks for a yes or a no, on stderr so that stdout stays data. Without a terminal it fails at once and
 * names the flag, for a prompt that nobody sees hangs a pipeline.
 */
export function confirm(terminal: Terminal, question: Question, signal: AbortSignal): Promise<boolean> {
  return ask(terminal, question, signal, (prompts, streams) =>
    prompts.confirm({ message: question.message, default: false }, streams),
  );
}

/** Asks for something that nobody may read over a shoulder. */
export function askSecret(terminal: Terminal, question: Question, signal: AbortSignal): Promise<string> {
  return ask(terminal, question, signal, (prompts, streams) =>
    prompts.password({ message: question.message, mask: "*" }, streams),
  );
}

export interface TextQuestion extends Question {
  readonly default?: string;
  /** True, or what is wrong with the answer. */
  readonly validate?: (text: string) => true | string;
}

export function askText(terminal: Terminal, question: TextQuestion, signal: AbortSignal): Promise<string> {
  return ask(terminal, question, signal, (prompts, streams) => {
    const { message, default: preset, validate } = question;
    const config = {
      message,
      ...(preset === undefined ? {} : { default: preset }),
      ...(validate === undefined ? {} : { validate: (text: string) => validate(text.trim()) }),
    };
    return prompts.input(config, streams).then((text) => text.trim());
  });
}

export interface Choice<Value> {
  readonly name: string;
  readonly value: Value;
  readonly description?: string;
}

export function choose<Value>(
  terminal: Terminal,
  question: Question & { readonly choices: readonly Choice<Value>[] },
  signal: AbortSignal,
): Promise<Value> {
  return ask(terminal, question, signal, (prompts, streams) => {
    const choices = question.choices.map(({ description, ...choice }) =>
      description === undefined ? choice : { ...choice, description: fitted(terminal, description) },
    );
    return prompts.select({ message: question.message, choices, loop: false }, streams);
  });
}

/** The prompts themselves would cut a word at the edge. */
const fitted = (terminal: Terminal, text: string): string =>
  wrapWords(text, terminal.stderr.isTTY ? terminal.stderr.columns : null);

async function ask<Answer>(
  terminal: Terminal,
  { message, flag }: Question,
  signal: AbortSignal,
  prompt: (prompts: typeof Prompts, streams: Streams) => Promise<Answer>,
): Promise<Answer> {
  if (!terminal.interactive) {
    throw new Failure("usage.input-needed", `"${message}" needs an answer and nobody can be asked`, {
      fix: `Pass ${flag} to answer it beforehand.`,
    });
  }
  try {
    const streams = { input: terminal.stdin, output: terminal.stderr, signal };
    return await prompt(await import("@inquirer/prompts"), streams);
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
