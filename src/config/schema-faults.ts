import type { z } from "zod";
import type { Fault } from "./fault.ts";
import { nearest } from "./nearest.ts";
import { keysAt } from "./schema/walk.ts";
import { secretVariableOfKey } from "./secret-patterns.ts";
import type { YamlFile } from "./yaml-file.ts";

type Issue = z.core.$ZodIssue;

/** What the schema dislikes about `value`, in our words and with the place in the file. */
export function schemaFaults(
  schema: z.core.$ZodType,
  issues: readonly Issue[],
  value: unknown,
  yaml: YamlFile,
): readonly Fault[] {
  return issues.flatMap((issue): readonly Fault[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => unknownKey(schema, [...issue.path, key], yaml));
    }
    if (issue.code === "invalid_key") {
      return [
        {
          origin: yaml.origin(issue.path, "key"),
          found: `"${String(issue.path.at(-1))}"`,
          wanted: issue.issues[0]?.message ?? issue.message,
          nearest: null,
        },
      ];
    }
    const found = valueAt(value, issue.path);
    const choices = issue.code === "invalid_value" ? issue.values.map(String) : [];
    return [
      {
        origin: yaml.origin(issue.path),
        found: describeValue(found),
        wanted: issue.message,
        nearest: typeof found === "string" ? nearest(found, choices) : null,
      },
    ];
  });
}

function unknownKey(schema: z.core.$ZodType, path: readonly PropertyKey[], yaml: YamlFile): Fault {
  const key = String(path.at(-1));
  const known = keysAt(schema, path.slice(0, -1));
  const variable = secretVariableOfKey(key);
  const origin = yaml.origin(path, "key");
  if (variable !== null) {
    const wanted = `it in the environment or in .env, as ${variable}, and nothing here`;
    return { origin, found: "a secret", wanted, nearest: null };
  }
  const wanted = known.length > 17 ? "a key flexcord knows" : `one of ${known.join(", ")}`;
  return { origin, found: "an unknown key", wanted, nearest: nearest(key, known) };
}

/** The wanted half of a fault where the schema itself has no words for it. */
export function wantedBy(issue: z.core.$ZodRawIssue): string {
  if (issue.code === "invalid_type")
    return wantedTypes[String(issue["expected"])] ?? "a value of another type";
  if (issue.code === "invalid_value") return `one of ${(issue["values"] as readonly unknown[]).join(", ")}`;
  return "a value of another form";
}

const wantedTypes: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  object: "a section of keys",
  record: "a section of keys",
  array: "a list",
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const segment of path) {
    at = typeof at === "object" && at !== null ? Reflect.get(at, segment) : undefined;
  }
  return at;
}

function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a section of keys";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}
