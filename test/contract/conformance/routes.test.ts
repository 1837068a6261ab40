import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { CALLBACKS } from "./callbacks.ts";
import { loadDiscordPackage } from "./description/discord-package.ts";
import { hasDiscordFile, loadDiscordFile } from "./description/files.ts";
import { placesOf } from "./description/patch.ts";
import { DISPATCHES } from "./dispatches.ts";
import { driveEverything } from "./drive/everything.ts";
import { EXCEPTIONS, UNDESCRIBED } from "./exceptions.ts";
import { readTape } from "./expect-conformance.ts";
import { countsOf, listFindings, type Report } from "./report.ts";
import { descriptionsInUse, validateTape } from "./validate-tape.ts";

let sandbox: Sandbox;
let entries: readonly TapeEntry[];
let report: Report;

/** Compiling every schema takes a while on a busy machine. */
const PATIENCE_MS = 180_000;
beforeAll(async () => {
  sandbox = await startSandbox();
  await driveEverything(sandbox);
  entries = await readTape(sandbox.url);
  report = validateTape(entries, { authToken: sandbox.ready.twilio.authToken });
  console.log(countsOf(report));
}, PATIENCE_MS);
afterAll(() => sandbox.close());

describe("everything the sandbox imitates, driven by the vendors' own clients", () => {
  it("is as the npm packages' descriptions and the documentation have it", () => {
    expect(listFindings(only(({ source }) => source !== "discord-openapi.json"))).toEqual([]);
  });

  it.skipIf(!hasDiscordFile)(
    "is as Discord's own OpenAPI file has it (skipped where ../shared/reference/discord-openapi.json is absent)",
    () => {
      expect(listFindings(only(({ source }) => source === "discord-openapi.json"))).toEqual([]);
      expect(report.exceptionsUsed.some(({ of }) => of === "discord-openapi.json")).toBe(true);
    },
  );

  it("leaves no route out", () => {
    const asked = new Set(
      entries.filter(({ status }) => status < 300).map(({ host, route = "" }) => named(host, route)),
    );
    for (const { route } of UNDESCRIBED) asked.add(route);
    expect(sandbox.routes.filter((route) => !asked.has(route))).toEqual([]);
  });

  it("leaves no gateway payload and no callback out", () => {
    const seen = new Set(
      entries.map(({ method, path }) => (method === "DISPATCH" ? `dispatch ${path}` : `request ${method}`)),
    );
    expect(Object.keys(DISPATCHES).filter((name) => !seen.has(name))).toEqual([]);
    const called = entries.flatMap(({ vendor, route = "" }) => (vendor === "callback" ? [route] : []));
    const silent = CALLBACKS.filter(([pattern]) => !called.some((route) => pattern.test(route)));
    expect(silent.map(([pattern]) => pattern.source)).toEqual([]);
  });
});

describe("the exceptions", () => {
  it("are all used, at every place of every description", () => {
    const used = new Set(report.exceptionsUsed.map(({ id, place, of }) => `${of}: ${id} at ${place}`));
    const made = new Set(
      descriptionsInUse().flatMap((one) => placesOf(one).map((place) => `${one.name}: ${place}`)),
    );
    expect([...made.difference(used)]).toEqual([]);
    const ids = new Set([...made].map((place) => /: (\S+) at /u.exec(place)?.[1]));
    expect(EXCEPTIONS.map(({ id }) => id).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("of whole routes are all used, and nothing else goes unchecked", () => {
    const { bySdkOnly, byNothing } = report.routes;
    expect([...bySdkOnly, ...byNothing].sort()).toEqual(UNDESCRIBED.map(({ route }) => route).sort());
  });
});

it.skipIf(!hasDiscordFile)(
  "the package's types name the operations of Discord's file (skipped where ../shared is absent)",
  () => {
    const operations = ({ operations }: ReturnType<typeof loadDiscordFile>) =>
      new Set(operations.map(({ method, path }) => `${method} ${path}`));
    const missing = operations(loadDiscordFile()).difference(operations(loadDiscordPackage()));
    expect([...missing]).toEqual([]);
  },
);

function only(select: (finding: Report["findings"][number]) => boolean): Report {
  return { ...report, findings: report.findings.filter(select) };
}

/** `GET /v1/Workspaces` of a host, as the sandbox lists its routes. */
function named(host: string, route: string): string {
  return route.replace(" ", ` ${host}`);
}
