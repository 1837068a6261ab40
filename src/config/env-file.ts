import { parseEnv } from "node:util";

export interface MergedEnvFile {
  readonly text: string;
  /** Names that were set to something else before. */
  readonly replaced: readonly string[];
}

/** A file of NAME=value lines with these values in it; every other line stays as it was. */
export function mergeEnvFile(text: string, values: Readonly<Record<string, string>>): MergedEnvFile {
  const before = parseEnv(text);
  const changing = Object.entries(values).filter(([name, value]) => before[name] !== value);
  const replaced = changing.map(([name]) => name).filter((name) => before[name] !== undefined);
  const kept = text.split("\n").filter((line) => !replaced.includes(nameIn(line)));
  const body = kept.join("\n").replace(/\n*$/u, kept.some((line) => line.trim() !== "") ? "\n" : "");
  const lines = changing.map(([name, value]) => `${name}=${quoted(value)}\n`);
  return { text: changing.length === 0 ? text : body + lines.join(""), replaced };
}

const nameIn = (line: string): string => /^\s*(?:export\s+)?([\w.-]+)\s*=/u.exec(line)?.[1] ?? "";

/** Quoted only where it must be. There is no escape: a quote that the value does not contain is used. */
function quoted(value: string): string {
  if (/^[\w.:/@+=~-]*$/u.test(value)) return value;
  const quote = ['"', "'", "`"].find((candidate) => !value.includes(candidate)) ?? '"';
  return `${quote}${value}${quote}`;
}
