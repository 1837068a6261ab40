import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { discordRows, referredTo, twilioRows } from "./rows.ts";

const rows = [...discordRows, ...twilioRows];

/** The fields of each kind, as docs/words.md lists them: what is in brackets is about a field, not one. */
function fieldsOfKinds(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/words.md"), "utf8");
  const table = text.slice(text.indexOf("## The fields of each kind"));
  const lines = [...table.matchAll(/^\| `((?:discord|twilio)\.[a-z-]+)` \| (.*) \|$/gmu)];
  return new Map(
    lines.map(([, kind = "", said = ""]) => {
      const [plain = ""] = said.replaceAll(/\([^()]*\)/gu, "").split(/[;.] /u, 1);
      return [kind, [...plain.matchAll(/`(\w+)`/gu)].map(([, field = ""]) => field)];
    }),
  );
}

/** The kinds that a blueprint can hold. */
function kindsOfBlueprints(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "../../../src/domain/blueprint.ts"), "utf8");
  const union = text.slice(text.indexOf("type ResourceKind ="));
  return [...union.slice(0, union.indexOf(";")).matchAll(/"([^"]+)"/gu)].map(([, kind = ""]) => kind);
}

test("every kind that is written has a row, or several", () => {
  const kinds = kindsOfBlueprints();
  expect(kinds.length).toBeGreaterThan(20);
  const walked = new Set(rows.map(({ resource }) => resource.kind));
  expect([...walked, ...referredTo].toSorted()).toEqual(kinds.toSorted());
});

test("every field of every kind is changed by a row, refused to change, or named with why it cannot", () => {
  const documented = fieldsOfKinds();
  expect([...documented.keys()].toSorted()).toEqual(kindsOfBlueprints().toSorted());
  for (const [kind, fields] of documented) {
    if (referredTo.includes(kind)) continue;
    const own = rows.filter(({ resource }) => resource.kind === kind);
    const walked = new Set(
      own.flatMap(({ changes, fixed = {}, identifying = {}, constant = {}, rename, resource }) => [
        ...Object.keys({ ...changes, ...fixed, ...identifying, ...constant }),
        ...(rename === undefined ? [] : ["name"]),
        ...("order" in resource.spec ? ["order"] : []),
      ]),
    );
    expect({ kind, missing: fields.filter((field) => !walked.has(field)) }).toEqual({
      kind,
      missing: [],
    });
  }
});
