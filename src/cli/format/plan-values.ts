import type { Value } from "../../provision/ports.ts";

const LONGEST = 200;

/** A field's value in a plan, on one line: references by key, secrets never. */
export function fieldText(value: Value): string {
  const text = typeof value === "string" ? JSON.stringify(value) : write(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Whether a value only says that there is nothing. */
export function isNothing(value: Value): boolean {
  if (value === null || value === false || value === 0) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A channel's permissions, one target a line, such as "everyone: -SendMessages"; none for anything else. */
export function overwriteLines(value: Value): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Value[]).flatMap((rule) => {
    if (typeof rule !== "object" || rule === null || !("allow" in rule)) return [];
    const { target, allow, deny } = rule as unknown as Rule;
    const changes = [...allow.map((name) => `+${name}`), ...deny.map((name) => `-${name}`)];
    return [`${write(target)}: ${changes.join(" ")}`];
  });
}

interface Rule {
  readonly target: Value;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

function write(value: Value): string {
  if (value === null) return "nothing";
  if (typeof value === "string") return plain(value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Value[]).map(write).join(", ")}]`;
  return leaf(value) ?? writeObject(value as { readonly [key: string]: Value });
}

/** What needs no quotes to be read as one word has none. */
const plain = (text: string): string => (/^[\w.#:/@-]+$/u.test(text) ? text : JSON.stringify(text));

function writeObject(value: { readonly [key: string]: Value }): string {
  // A member of a set says what it is, and nothing else.
  const [[only, member] = ["", null], ...others] = Object.entries(value);
  if (only === "target" && others.length === 0) return write(member);
  // A whole Studio flow is too much for a line; its file says the rest.
  const { states } = value;
  if (Array.isArray(states))
    return `${states.length} states: ${(states as readonly State[]).map(({ name }) => name).join(", ")}`;
  const members = Object.entries(value).map(([key, item]) => `${key}: ${write(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

interface State {
  readonly name: string;
}

function leaf(value: object): string | null {
  if ("ref" in value) {
    const { kind, key } = value.ref as { readonly kind: string; readonly key: string };
    return `${kind.slice(kind.indexOf(".") + 1)} ${key}`;
  }
  if ("remote" in value) return (value.remote as { readonly id: string }).id;
  if ("secret" in value) return "(secret)";
  if ("masked" in value) return `(secret ${(value.masked as string).slice(0, 8)})`;
  return null;
}
