import { inspect } from "node:util";
import { Chalk, supportsColor, supportsColorStderr, type ChalkInstance } from "chalk";
import type { Failure } from "../../domain/failure.ts";
import type { Surroundings } from "./surroundings.ts";
import { wrapWords } from "./wrap.ts";

/** Where a command writes. Data goes to stdout, everything said to a person to stderr. */
export interface Terminal {
  /** One piece of the command's result; a line break is added. */
  data(text: string): void;
  /** The command's result as one line of JSON. */
  json(value: unknown): void;
  /** A message to the person, never part of the result. */
  say(text: string): void;
  warn(text: string): void;
  /** One paragraph: what happened, where, what to do next. With --verbose its stack and causes too. */
  failure(failure: Failure): void;
  /** Colours for `data`. */
  readonly dataStyle: ChalkInstance;
  /** Colours for `say` and `warn`. */
  readonly style: ChalkInstance;
  /** How wide stdout is; null when it is no terminal. */
  columns(): number | null;
  /** Takes the whole screen of stdout until it is disposed of, or the signal is aborted: then all is as it was before. */
  screen(signal: AbortSignal): Screen;
  /** What the command changes from here on is finished, also when nobody reads its result any more. */
  outliveReader(): void;
  /** Whether somebody is there to answer a question. */
  readonly interactive: boolean;
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
}

export interface Screen extends Disposable {
  /** Shows the text and nothing else. */
  draw(text: string): void;
}

export interface TerminalOptions {
  readonly verbose: boolean;
  readonly color: boolean;
  readonly input: boolean;
}

/** ECMA-48: the cursor to the first cell; what is erased behind it, so that nothing flickers. */
const HOME = "\u001B[H";
const REST_OF_LINE = "\u001B[K";
const REST_OF_SCREEN = "\u001B[J";
/** Of xterm, and of whatever speaks as it does: a second screen in place of the first, without a cursor. */
const TAKE_SCREEN = "\u001B[?1049h\u001B[?25l";
const GIVE_SCREEN_BACK = "\u001B[?25h\u001B[?1049l";

/** Colour follows each stream: off in a pipe or under NO_COLOR, on under FORCE_COLOR, off by --no-color. */
export function createTerminal(around: Surroundings, options: TerminalOptions): Terminal {
  const level = (support: typeof supportsColor) => (options.color && support !== false ? support.level : 0);
  const style = new Chalk({ level: level(supportsColorStderr) });
  const fitted = (text: string) => wrapWords(text, widthOf(around.stderr));
  const say = (text: string) => {
    around.stderr.write(`${fitted(text)}\n`);
  };
  return {
    data: (text) => {
      around.stdout.write(`${text}\n`);
    },
    json: (value) => {
      around.stdout.write(`${JSON.stringify(value)}\n`);
    },
    say,
    warn: (text) => say(`${style.yellow("warning:")} ${text}`),
    failure: (failure) => {
      say(describeFailure(failure, style));
      if (options.verbose) around.stderr.write(`\n${style.dim(traceOf(failure))}\n`);
    },
    dataStyle: new Chalk({ level: level(supportsColor) }),
    style,
    columns: () => widthOf(around.stdout),
    screen: (signal) => openScreen(around.stdout, signal),
    outliveReader: around.outliveReader,
    interactive: options.input && !inCi(around.env) && around.stdin.isTTY && around.stderr.isTTY,
    stdin: around.stdin,
    stderr: around.stderr,
  };
}

const widthOf = ({ isTTY, columns }: NodeJS.WriteStream): number | null => (isTTY ? columns : null);

function openScreen(stdout: NodeJS.WriteStream, signal: AbortSignal): Screen {
  let open = true;
  const close = () => {
    if (open) stdout.write(GIVE_SCREEN_BACK);
    open = false;
    signal.removeEventListener("abort", close);
  };
  stdout.write(TAKE_SCREEN);
  signal.addEventListener("abort", close, { once: true });
  if (signal.aborted) close();
  return {
    draw(text) {
      if (!open) return;
      // One line more than the screen has would scroll it, and HOME would no longer be the text's beginning.
      const lines = text.split("\n").slice(0, Math.max(1, stdout.rows - 1));
      stdout.write(`${HOME}${lines.map((line) => `${line}${REST_OF_LINE}\n`).join("")}${REST_OF_SCREEN}`);
    },
    [Symbol.dispose]: close,
  };
}

function inCi(env: Surroundings["env"]): boolean {
  return env["CI"] !== undefined && env["CI"] !== "" && env["CI"] !== "false";
}

function describeFailure(failure: Failure, style: ChalkInstance): string {
  // A list keeps its lines to itself.
  const gap = failure.message.includes("\n") ? "\n" : " ";
  const fix = `${failure.fix === undefined ? "" : `${gap}${failure.fix}`}${waitOf(failure)}`;
  const bug =
    failure.code === "bug.unexpected" ? " This is a fault of flexcord; --verbose shows where it arose." : "";
  const code = style.dim(`[${failure.code}]`);
  return `${style.red("error:")} ${sentence(failure)}${fix}${bug} ${code}`;
}

/** How long the other side wants to be left alone, when that is worth saying. */
function waitOf({ retryAfterMs, fix = "" }: Failure): string {
  if (retryAfterMs === undefined || retryAfterMs < 60_000 || fix.includes("minutes")) return "";
  return ` Try again in ${Math.round(retryAfterMs / 60_000)} minutes.`;
}

/** What happened and where, each once, with one full stop; a list of faults already ends its lines. */
function sentence({ message, where }: Failure): string {
  const place = where === undefined || message.includes(where) ? "" : ` (${where})`;
  if (message.includes("\n")) return `${message.trimEnd()}${place}`;
  const [, text = message, end = "."] = /^(.*?)([.!?:])?$/u.exec(message) ?? [];
  return `${text}${place}${end}`;
}

/** Every stack of a failure, its causes below it. */
function traceOf(failure: Failure): string {
  const stacks: string[] = [];
  for (let at: unknown = failure; at !== undefined && stacks.length < 8;) {
    stacks.push(at instanceof Error ? (at.stack ?? at.message) : inspect(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return stacks.join("\ncaused by: ");
}

/** The JSON that stands on stdout for a failed command with --json. */
export function failureEnvelope(failure: Failure): unknown {
  const { code, message, where, fix, retry } = failure;
  return { version: 1, error: { code, message, where, fix, retry } };
}
