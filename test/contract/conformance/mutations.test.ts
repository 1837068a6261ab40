import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { hasDiscordFile } from "./description/files.ts";
import { driveEverything } from "./drive/everything.ts";
import { readTape } from "./expect-conformance.ts";
import { CALLBACKS, CONVERSATION, DISCORD, MESSAGE, type Mutation, TWILIO } from "./mutations.ts";
import { type Finding, listFindings } from "./report.ts";
import { type Judge, validateTape } from "./validate-tape.ts";

/** What a check is worth shows when something is broken: each of these breaks one thing of a sound tape. */
let sandbox: Sandbox;
let tape: readonly TapeEntry[];
/** Compiling every schema takes a while on a busy machine. */
const PATIENCE_MS = 180_000;
beforeAll(async () => {
  sandbox = await startSandbox();
  await driveEverything(sandbox);
  tape = await readTape(sandbox.url);
}, PATIENCE_MS);
afterAll(() => sandbox.close());

it("the tape is sound as it was recorded", { timeout: PATIENCE_MS }, () => {
  expect(findingsOf(tape)).toEqual([]);
});

describe("of Discord's tape", () => {
  it.each(DISCORD)("$what is found, by the package", (mutation) => {
    expect(faultsAfter(mutation, "discord-api-spec")).toMatch(mutation.fault);
  });
  it.skipIf(!hasDiscordFile).each(DISCORD)(
    "$what is found, by Discord's own file (skipped where ../shared is absent)",
    (mutation) => {
      expect(faultsAfter(mutation, "discord-openapi.json")).toMatch(mutation.fault);
    },
  );
  it("a path that Discord does not have is found", () => {
    const broken = [{ ...entryOf(MESSAGE), path: "/api/v10/channels/1/mesages" }];
    expect(faultsOf(broken)).toContain("no description has such an operation");
  });
});

describe("of Twilio's tape", () => {
  it.each(TWILIO)("$what is found", (mutation) => {
    expect(faultsAfter(mutation, "conversations_v1|studio_v2")).toMatch(mutation.fault);
  });
  it("a host that Twilio's files do not describe is found", () => {
    const broken = [{ ...entryOf(CONVERSATION), host: "chat.twilio.com" }];
    expect(faultsOf(broken)).toContain("no description has such an operation");
  });
});

describe("of callbacks", () => {
  it.each(CALLBACKS)("$what is found", (mutation) => {
    expect(faultsAfter(mutation, "documentation")).toMatch(mutation.fault);
  });
});

it("with answers judged alone, what was asked is nobody's concern", () => {
  const broken = [{ ...entryOf(MESSAGE), requestBody: '{"contnet":1}' }];
  expect(findingsOf(broken, "answers")).toEqual([]);
  expect(findingsOf(broken)).not.toEqual([]);
});

/** What is said of the entry once it is broken; it is sound before. */
function faultsAfter({ of, change }: Mutation, source: string): string {
  const entry = entryOf(of);
  expect(findingsOf([entry])).toEqual([]);
  const found = validate([{ ...entry, ...change(entry) }]);
  const theirs = found.filter((one) => source.split("|").includes(one.source));
  return theirs.map(({ fault }) => fault).join("\n");
}

function entryOf(name: string): TapeEntry {
  const entry = tape.find(
    ({ route, method, path, status }) =>
      status < 300 && (route === name || (route === undefined && `${method} ${path}` === name)),
  );
  if (entry === undefined) throw new Error(`the tape has no ${name}`);
  return entry;
}

function validate(entries: readonly TapeEntry[], judge: Judge = "everything"): readonly Finding[] {
  const { authToken } = sandbox.ready.twilio;
  return validateTape(entries, { authToken, judge }).findings;
}

function findingsOf(entries: readonly TapeEntry[], judge: Judge = "everything"): readonly string[] {
  const { authToken } = sandbox.ready.twilio;
  return listFindings(validateTape(entries, { authToken, judge }));
}

function faultsOf(entries: readonly TapeEntry[]): readonly string[] {
  return validate(entries).map(({ fault }) => fault);
}
