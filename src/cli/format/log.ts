import type { ChalkInstance } from "chalk";
import type { Line, LineState } from "../../operator/lines.ts";

export interface LogTextOptions {
  readonly style: ChalkInstance;
  /** Whether texts may be read, or only their lengths. */
  readonly showText: boolean;
}

/** One line for a person: when, which, who, how far it came, and what. */
export function renderLine(line: Line, { style, showText }: LogTextOptions): string {
  const time = new Date(line.time)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/u, "Z");
  const state = colourOf(line.state, style)(line.state.padEnd(9));
  const why = line.reason === null ? "" : ` ${style.dim(`(${printable(line.reason)})`)}`;
  return `${style.dim(time)} ${line.id.padEnd(9)} ${line.side.padEnd(9)} ${state} ${wordsOf(line, showText)}${why}`;
}

function wordsOf(line: Line, showText: boolean): string {
  const name = line.memberName === null ? "" : printable(line.memberName);
  const said = saidOf(line, showText);
  const about = said === null ? line.kind : said;
  switch (line.side) {
    case "member":
      return `${name}: ${about}`;
    case "agent":
    case "assistant":
      return name === "" ? about : `to ${name}: ${about}`;
    case "system": {
      const to =
        line.to === "member" ? `to ${name}: ` : line.to === "agent" ? `to the agents about ${name}: ` : "";
      return `${to}${about}`;
    }
  }
}

function saidOf({ text, textDroppedAt }: Line, showText: boolean): string | null {
  if (textDroppedAt !== null)
    return `[dropped by retention on ${new Date(textDroppedAt).toISOString().slice(0, 10)}]`;
  if (text === null) return null;
  if (showText) return printable(text);
  const length = lengthOf(text);
  return `[${length} ${length === 1 ? "character" : "characters"}]`;
}

/** Strangers' texts must not steer the terminal: what does not print is written as its number. */
export function printable(text: string): string {
  return text
    .replaceAll(/\r?\n/gu, " ⏎ ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
      character === "\u200D" ? character : `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`,
    );
}

function colourOf(state: LineState, style: ChalkInstance): ChalkInstance {
  switch (state) {
    case "parked":
      return style.red;
    case "retrying":
    case "waiting":
      return style.yellow;
    case "delivered":
      return style.green;
    case "dropped":
    case "ignored":
    case "noted":
      return style.dim;
  }
}

const lengthOf = (text: string): number => Array.from(text).length;

/** One line as `--json` prints it; its fields are listed in docs/commands/logs.md. */
export function lineAsData(line: Line, showText: boolean): unknown {
  const { text, time, textDroppedAt, ...rest } = line;
  return {
    version: 1,
    ...rest,
    time: new Date(time).toISOString(),
    characters: text === null ? null : lengthOf(text),
    text: showText ? text : null,
    textDroppedAt: textDroppedAt === null ? null : new Date(textDroppedAt).toISOString(),
  };
}
