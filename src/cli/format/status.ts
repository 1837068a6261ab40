import type { ChalkInstance } from "chalk";
import type { Status } from "../../operator/status.ts";
import { age } from "./when.ts";

export interface StatusTextOptions {
  readonly style: ChalkInstance;
  /** Columns there are. */
  readonly width: number;
}

const LABEL = 10;
/** Narrower than this, a label takes a line of its own. */
const NARROW = 48;

/** A look at the whole for a person, no line wider than the terminal. */
export function renderStatus(status: Status, { style, width }: StatusTextOptions): string {
  return rowsOf(status, style)
    .flatMap(({ label, value, colour }) => {
      const beside = width >= NARROW;
      const lines = wrap(value, Math.max(16, beside ? width - LABEL : width - 2));
      const indent = beside ? " ".repeat(LABEL) : "  ";
      const [first = "", ...others] = lines.map((line) => colour(line));
      return beside
        ? [style.bold(label.padEnd(LABEL)) + first, ...others.map((line) => indent + line)]
        : [style.bold(label), ...[first, ...others].map((line) => indent + line)];
    })
    .join("\n");
}

interface Row {
  readonly label: string;
  readonly value: string;
  readonly colour: (text: string) => string;
}

function rowsOf(status: Status, style: ChalkInstance): readonly Row[] {
  const { daemon, figures, at } = status;
  const { pending, undecided, lanes, retrying, parked, oldestWaiting, received } = figures;
  const waiting = undecided + pending.member + pending.agent + pending.assistant;
  return [
    daemon === null
      ? { label: "daemon", value: "not running", colour: style.red }
      : {
          label: "daemon",
          value: `version ${daemon.version}, up for ${age(at - daemon.startedAt)}`,
          colour: style.green,
        },
    gatewayRow(status, style),
    {
      label: "waiting",
      value:
        waiting === 0
          ? "nothing"
          : `${waiting} in ${lanes} ${lanes === 1 ? "lane" : "lanes"}: ${whereTo(figures)}`,
      colour: plain,
    },
    {
      label: "oldest",
      value: oldestWaiting === null ? "none" : `${age(at - oldestWaiting)} ago`,
      colour: plain,
    },
    { label: "retrying", value: String(retrying), colour: retrying > 0 ? style.yellow : plain },
    {
      label: "parked",
      value: parked === 0 ? "0" : `${parked}, see flexcord parked`,
      colour: parked > 0 ? style.red : plain,
    },
    alertRow(status, style),
    ...raidRow(status, style),
    { label: "last hour", value: `${received} events, ${failuresOf(status)}`, colour: plain },
  ];
}

/** What waits, by where it goes; nothing is said of where nothing does. */
function whereTo({ pending, undecided }: Status["figures"]): string {
  const parts: readonly (readonly [number, string])[] = [
    [pending.member, "to Discord"],
    [pending.agent, "to Twilio"],
    [pending.assistant, "to the assistant"],
    [undecided, "to decide"],
  ];
  return parts.flatMap(([count, where]) => (count === 0 ? [] : [`${count} ${where}`])).join(", ");
}

const plain = (text: string): string => text;

function alertRow({ figures: { alerts }, at }: Status, style: ChalkInstance): Row {
  const told = alerts.map(({ kind, subject, since }) => `${kind} ${subject} for ${age(at - since)}`);
  return {
    label: "alerts",
    value: told.length === 0 ? "none" : told.join(", "),
    colour: told.length === 0 ? plain : style.red,
  };
}

/** Said while it lasts. */
function raidRow({ figures: { raid }, at }: Status, style: ChalkInstance): readonly Row[] {
  if (raid === null || raid.until <= at) return [];
  const value = `on for ${age(at - raid.since)}, a few newcomers are let in at a time`;
  return [{ label: "raid mode", value, colour: style.yellow }];
}

function gatewayRow({ daemon, figures, at }: Status, style: ChalkInstance): Row {
  const last = figures.notes.find(({ kind }) => kind.startsWith("gateway."));
  const told = last === undefined ? "" : `; ${last.kind.slice("gateway.".length)} ${age(at - last.at)} ago`;
  const up = daemon?.gateway === true;
  return {
    label: "gateway",
    value: `${up ? "connected" : "not connected"}${told}`,
    colour: up ? style.green : style.red,
  };
}

function failuresOf({ figures: { failures } }: Status): string {
  const all = failures.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return "no failed tries";
  const codes = failures.map(({ code, count }) => `${count} ${code}`).join(", ");
  return `${all} failed ${all === 1 ? "try" : "tries"}: ${codes}`;
}

/** Breaks after commas where that is enough, else at spaces; a longer word is cut. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const add = (piece: string) => {
    const fits = line === "" ? piece : `${line} ${piece}`;
    if (fits.length <= width) {
      line = fits;
      return;
    }
    if (line !== "") lines.push(line);
    line = piece.slice(0, width);
  };
  for (const part of text.split(/(?<=[,:;]) /u)) {
    if (part.length <= width) add(part);
    else for (const word of part.split(" ")) add(word);
  }
  return [...lines, line];
}
