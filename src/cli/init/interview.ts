import type { Reach } from "../../app/accounts.ts";
import type { Environment } from "../../config/environment.ts";
import { describeSecret, isSecretShaped, type SecretName } from "../../config/secrets.ts";
import { asFailure, Failure, type FailureCode } from "../../domain/failure.ts";
import type { CommandContext, InitOptions } from "../command.ts";
import { askSecret, askText } from "../terminal/prompt.ts";

/** What every question of `init` works with. */
export interface Interview {
  readonly context: CommandContext;
  readonly options: InitOptions;
  /** What is known beforehand: the environment, `.env` and, if told to, stdin. */
  readonly given: Environment;
  readonly reach: Reach;
}

/** What another answer can put right. */
const WRONG_ANSWER: ReadonlySet<FailureCode> = new Set([
  "config.invalid",
  "discord.auth",
  "twilio.auth",
  "twilio.permission",
  "twilio.not-found",
]);

/**
 * Answers that were checked: those given beforehand first, then those that somebody types, again and again
 * until the check passes. Where nobody can be asked, a wrong answer is the failure it leads to.
 */
export async function untilRight<Answer, Checked>(
  { context: { terminal, signal } }: Interview,
  ask: (first: boolean) => Promise<Answer>,
  check: (answer: Answer) => Promise<Checked>,
): Promise<Checked> {
  for (let first = true; ; first = false) {
    const answer = await ask(first);
    try {
      return await interruptibly(signal, check(answer));
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (!terminal.interactive || !WRONG_ANSWER.has(failure.code)) throw failure;
      terminal.failure(failure);
    }
  }
}

/** A secret that was given beforehand, or that somebody types unseen; not yet checked. `preset` is what Enter takes. */
export async function secret(
  interview: Interview,
  name: SecretName,
  again: boolean,
  preset?: string,
): Promise<string> {
  const { terminal, signal } = interview.context;
  const given = interview.given[name]?.trim() ?? "";
  if (given !== "" && !again) {
    terminal.say(terminal.style.dim(`${name} is taken as given.`));
    return given;
  }
  const { wanted, source } = describeSecret(name);
  if (terminal.interactive && !again) {
    terminal.say(terminal.style.dim(`${name} is ${wanted}.\nYou get it from ${source}.`));
  }
  const flag = `${name} in the environment, or --secrets-stdin with a line ${name}=…,`;
  // The account's id is no password, and is easier to get right when it is seen.
  const ask = name === "TWILIO_ACCOUNT_SID" ? askText : askSecret;
  const question = { message: `${name}:`, flag, ...(preset === undefined ? {} : { default: preset }) };
  return (await ask(terminal, question, signal)).trim();
}

/** "config.invalid" when it cannot be right whatever the vendor says. */
export function requireShape(name: SecretName, value: string): void {
  if (isSecretShaped(name, value)) return;
  const { wanted, source } = describeSecret(name);
  throw new Failure("config.invalid", `${name} cannot be right: it has to be ${wanted}.`, {
    fix: `You get it from ${source}.`,
  });
}

/** Ends when the call does or when somebody asks for the end, whichever comes first. */
export async function interruptibly<T>(signal: AbortSignal, call: Promise<T>): Promise<T> {
  const interruption = Promise.withResolvers<never>();
  const stop = () => interruption.reject(new Failure("run.interrupted", "Interrupted; nothing was written"));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([call, interruption.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
