import type { ResourceKind } from "../../domain/blueprint.ts";
import { Failure } from "../../domain/failure.ts";
import type { Identity, IdentityMap, Intent } from "./identity-map.ts";
import type { Fields } from "../ports.ts";

/** One line for each entry, so that a diff of the committed file reads like a list of what changed. */
export function printIdentityMap(map: IdentityMap): string {
  const { entries, pending, ...header } = map;
  const lines = Object.entries(header).map(([name, value]) => `  "${name}": ${JSON.stringify(value)},`);
  return `{\n${lines.join("\n")}\n  "entries": ${rows(entries)},\n  "pending": ${rows(pending)}\n}\n`;
}

function rows(items: readonly unknown[]): string {
  if (items.length === 0) return "[]";
  return `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(",\n")}\n  ]`;
}

/** "store.corrupt" with the line when the text is not an identity map. `path` is for the message only. */
export function parseIdentityMap(text: string, path: string): IdentityMap {
  const reader = new Reader(text, path);
  const root = reader.record(reader.json(), "");
  const schema = reader.field(root, "schema", "number");
  if (schema !== 1) {
    throw new Failure("store.newer", `${path} has schema ${schema}; this flexcord knows schema 1.`, {
      where: path,
      fix: "Update flexcord to the version that wrote the file.",
    });
  }
  return {
    schema: 1,
    lineage: reader.field(root, "lineage", "string"),
    serial: reader.field(root, "serial", "number"),
    env: reader.field(root, "env", "string"),
    guildId: reader.field(root, "guildId", "string"),
    applicationId: reader.field(root, "applicationId", "string"),
    accountSid: reader.field(root, "accountSid", "string"),
    entries: reader.unique(reader.list(root, "entries").map((row) => identity(reader, row))),
    pending: reader.unique(reader.list(root, "pending").map((row) => intent(reader, row))),
  };
}

type Row = Readonly<Record<string, unknown>>;

function identity(reader: Reader, row: Row): Identity {
  const observed = row["observed"];
  const managed = row["managed"];
  return {
    ...named(reader, row),
    id: reader.field(row, "id", "string"),
    protected: reader.field(row, "protected", "boolean"),
    applied: reader.prints(row["applied"], "applied", row),
    ...(managed === undefined ? {} : { managed: reader.oneOf(row, "managed", ["partial", "reference"]) }),
    ...(observed === undefined ? {} : { observed: reader.prints(observed, "observed", row) }),
  };
}

function intent(reader: Reader, row: Row): Intent {
  const fields = reader.record(row["fields"], "fields", row);
  return { ...named(reader, row), at: reader.field(row, "at", "number"), fields: fields as Fields };
}

function named(reader: Reader, row: Row): { kind: ResourceKind; key: string } {
  // A kind this version does not know is kept as it is: nothing in the blueprint will ask for it.
  return {
    kind: reader.field(row, "kind", "string") as ResourceKind,
    key: reader.field(row, "key", "string"),
  };
}

interface Primitives {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** Takes parsed JSON apart and says in which line what is wrong. Has identity: it carries text and path. */
class Reader {
  readonly #text: string;
  readonly #path: string;

  constructor(text: string, path: string) {
    this.#text = text;
    this.#path = path;
  }

  json(): unknown {
    try {
      return JSON.parse(this.#text);
    } catch {
      throw this.#corrupt(brokenLine(this.#text), "is not JSON");
    }
  }

  record(value: unknown, name: string, row?: Row): Row {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Row;
    throw this.#corrupt(this.#lineOf(row), name === "" ? "is not an object" : `"${name}" is not an object`);
  }

  field<Type extends keyof Primitives>(row: Row, name: string, type: Type): Primitives[Type] {
    const value = row[name];
    if (typeof value === type && value !== "") return value as Primitives[Type];
    throw this.#corrupt(this.#lineOf(row), `"${name}" is not a ${type}`);
  }

  oneOf<Word extends string>(row: Row, name: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === row[name]);
    if (found !== undefined) return found;
    throw this.#corrupt(this.#lineOf(row), `"${name}" is none of ${words.join(", ")}`);
  }

  list(row: Row, name: string): readonly Row[] {
    const value = row[name];
    if (!Array.isArray(value)) throw this.#corrupt(this.#lineOf(row), `"${name}" is not a list`);
    return value.map((item: unknown) => this.record(item, `an entry of ${name}`, row));
  }

  prints(value: unknown, name: string, row: Row): Readonly<Record<string, string>> {
    const prints = this.record(value, name, row);
    for (const field of Object.keys(prints)) this.field(prints, field, "string");
    return prints as Readonly<Record<string, string>>;
  }

  unique<Item extends { readonly kind: string; readonly key: string }>(
    items: readonly Item[],
  ): readonly Item[] {
    const seen = new Set<string>();
    for (const item of items) {
      const name = `${item.kind} ${item.key}`;
      if (seen.has(name)) throw this.#corrupt(this.#lineOf({ ...item }), `${name} stands there twice`);
      seen.add(name);
    }
    return items;
  }

  /** The last line that mentions the row's key, or its id; the first line for the file's header. */
  #lineOf(row: Row | undefined): number {
    const lines = this.#text.split("\n");
    for (const name of ["key", "id", "kind"] as const) {
      const value = row?.[name];
      if (typeof value !== "string") continue;
      const at = lines.findLastIndex((line) => line.includes(JSON.stringify(value)));
      if (at >= 0) return at + 1;
    }
    return 1;
  }

  #corrupt(line: number, what: string): Failure {
    return new Failure("store.corrupt", `${this.#path} line ${line}: ${what}.`, {
      where: `${this.#path}:${line}`,
      fix: "Restore the file from version control. If it is lost, `flexcord state rebuild` makes it anew of flexcord's marks and of names that only one thing has.",
    });
  }
}

/** The first line up to which the text is not even the beginning of JSON; the last one when it merely ends early. */
function brokenLine(text: string): number {
  const lines = text.split("\n");
  const at = lines.findIndex((_, index) => !mayGoOn(lines.slice(0, index + 1).join("\n")));
  return at < 0 ? lines.length : at + 1;
}

/** The engine tells a text that ends too early from one that goes wrong by its message alone. */
function mayGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const position = /at position (\d+)/.exec(message)?.[1];
    return message.includes("end of JSON input") || Number(position) >= beginning.length;
  }
}
