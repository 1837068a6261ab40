import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { configJsonSchema } from "../../src/config/json-schema.ts";
import { settings } from "../../src/config/schema/settings.ts";
import { keysAt } from "../../src/config/schema/walk.ts";
import { faultsOf, least, root } from "./source.ts";

const example: unknown = parse(readFileSync(`${root}/config.example.yaml`, "utf8"));
const validate = new Ajv({ strict: false }).compile(configJsonSchema());

describe("the JSON Schema", () => {
  test("that is shipped is the current one (`npm run schema` writes it)", () => {
    expect(JSON.parse(readFileSync(`${root}/flexcord.schema.json`, "utf8"))).toEqual(configJsonSchema());
  });

  test.each(["config.example.yaml", "templates/servers/game-community.yaml"])("accepts %s", (file) => {
    validate(parse(readFileSync(`${root}/${file}`, "utf8")));
    expect(validate.errors ?? []).toEqual([]);
  });

  test.each([
    ["an unknown key", `${least}projct: x\n`],
    ["a permission Discord does not have", `${least}  roles: { a: { permissions: [Fly] } }\n`],
    ["a key with capitals", `${least}  channels: { Help: {} }\n`],
    ["a variable for a key", `${least}  channels: { "\${A}": {} }\n`],
    ["no server", "version: 1\nproject: x\ndiscord: {}\n"],
    ["an unknown key of an environment", `${least}environments: { production: { projct: x } }\n`],
    [
      "an unknown key deep in an environment",
      `${least}environments: { production: { discord: { panels: { a: { txt: x } } } } }\n`,
    ],
    ["a wrong value of an environment", `${least}environments: { production: { bridge: { store: 1 } } }\n`],
    [
      "part of a list in an environment, where lists are replaced as a whole",
      `${least}environments: { production: { discord: { commands: { a: { description: A, options: [{ name: x }] } } } } }\n`,
    ],
  ])("refuses what the loader refuses: %s", (_, text) => {
    expect(validate(parse(text))).toBe(false);
    expect(faultsOf(text)).not.toEqual([]);
  });

  test.each([
    ["another server and nothing else", `${least}environments: { eu: { discord: { guild: "\${EU}" } } }\n`],
    [
      "part of something that needs more where it is made",
      `${least}  channels: { a: }\n  panels: { help: { channel: a, text: Hi } }\nenvironments:\n  production:\n    discord: { panels: { help: { text: Hello } } }\n`,
    ],
    ["nothing", `${least}environments:\n  staging:\n`],
  ])("accepts in an environment what the loader accepts: %s", (_, text) => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
    expect(faultsOf(text)).toEqual([]);
  });
});

describe("config.example.yaml", () => {
  test("shows every key", () => {
    const shown = new Set<string>();
    collect(example, [], shown);
    const known = new Set<string>();
    // The example's own keys lead the walk through sections whose keys the user chooses.
    for (const place of shown) {
      const path = place.split(".");
      for (const key of keysAt(settings, path)) known.add(`${generic(path)}.${key}`);
    }
    for (const key of keysAt(settings, [])) known.add(key);
    const missing = [...known].filter(
      (key) => ![...shown].some((place) => generic(place.split(".")) === key),
    );
    expect(missing.filter((key) => !key.includes("Localizations."))).toEqual([]);
    expect(known.size).toBeGreaterThan(50);
  });

  test("shows defaults: without its optional sections nothing changes but what it says is no default", () => {
    const { bridge, assistant, twilio } = settings.parse(example);
    const fresh = settings.parse(parse(least));
    const { external: _, ...ours } = assistant;
    expect(ours).toEqual(fresh.assistant);
    expect(bridge.delays).toEqual(fresh.bridge.delays);
    expect(bridge.listen).toEqual(fresh.bridge.listen);
    expect(bridge.handoff.waitSeconds).toBe(fresh.bridge.handoff.waitSeconds);
    expect(twilio.taskChannel).toBe(fresh.twilio.taskChannel);
    expect(twilio.workflow.reservationTimeout).toBe(fresh.twilio.workflow.reservationTimeout);
    expect(twilio.queue.targetWorkers).toBe(fresh.twilio.queue.targetWorkers);
    expect(stringify(example)).toContain("taskChannel: chat");
  });
});

/** Keys the user chooses, as one. */
function generic(path: readonly string[]): string {
  return path
    .map((key, depth) => {
      const chosen = keysAt(settings, path.slice(0, depth)).length === 0;
      return chosen ? "*" : key;
    })
    .join(".");
}

function collect(value: unknown, path: readonly string[], into: Set<string>): void {
  if (path.length > 0) into.add(path.join("."));
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) collect(item, [...path, key], into);
}
