import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { checkCallback } from "./callbacks.ts";
import type { Checker } from "./description/checker.ts";
import { type Description, matchOperation } from "./description/description.ts";
import { UNDESCRIBED } from "./exceptions.ts";
import { checkGateway } from "./gateway.ts";
import type { Finding, Report, UsedException } from "./report.ts";
import { createSources } from "./sources.ts";

export interface ValidationOptions {
  /** What the account's callbacks are signed with. */
  readonly authToken: string;
  /** `everything` unless told. */
  readonly judge?: Judge;
}

/**
 * `everything`: requests as well as answers, as for a client that does nothing wrong. `answers`: what the
 * sandbox said, as for a client that asks for the impossible on purpose, by the npm packages alone.
 */
export type Judge = "everything" | "answers";

/** What the descriptions are read for is kept: reading them takes seconds. */
const used = new Map<string, UsedException>();
const sources = createSources((one) => used.set(JSON.stringify(one), one));

/** Every description in use, patched by the exceptions. */
export function descriptionsInUse(): readonly Description[] {
  return sources.all();
}

/** Holds a whole tape against the vendors' own descriptions, and what those leave out against their documentation. */
export function validateTape(entries: readonly TapeEntry[], options: ValidationOptions): Report {
  used.clear();
  const found: Found = { findings: [], described: new Set(), bySdkOnly: new Set(), byNothing: new Set() };
  for (const entry of entries) judge(entry, options, found);
  const count = (...vendors: readonly TapeEntry["vendor"][]) =>
    entries.filter(({ vendor }) => vendors.includes(vendor)).length;
  return {
    requests: count("discord", "twilio"),
    callbacks: count("callback"),
    gateway: count("gateway"),
    findings: found.findings,
    routes: {
      described: [...found.described].sort(),
      bySdkOnly: [...found.bySdkOnly].sort(),
      byNothing: [...found.byNothing].sort(),
    },
    exceptionsUsed: [...used.values()],
  };
}

interface Found {
  readonly findings: Finding[];
  readonly described: Set<string>;
  readonly bySdkOnly: Set<string>;
  readonly byNothing: Set<string>;
}

function judge(entry: TapeEntry, options: ValidationOptions, found: Found): void {
  const { n, vendor } = entry;
  if (options.judge === "answers" && isRequestAlone(entry)) return;
  const add = (what: string, source: string, faults: readonly string[]) =>
    found.findings.push(...faults.map((fault) => ({ n, what, source, fault })));
  switch (vendor) {
    case "discord":
      for (const checker of discordOf(options)) judgeRequest(entry, checker, options, found);
      return;
    case "twilio":
      judgeRequest(entry, sources.twilio(entry.host), options, found);
      return;
    case "callback":
      add(entry.route ?? entry.path, "documentation", checkCallback(entry, options.authToken));
      return;
    case "gateway":
      for (const checker of discordOf(options)) {
        add(`${entry.method} ${entry.path}`, checker.description.name, checkGateway(entry, checker));
      }
  }
}

function discordOf({ judge }: ValidationOptions): readonly Checker[] {
  return judge === "answers" ? sources.discord().slice(0, 1) : sources.discord();
}

/** What the sandbox says it does not imitate, and what a client sends the gateway. */
function isRequestAlone({ vendor, method, status }: TapeEntry): boolean {
  return vendor === "gateway" ? method !== "DISPATCH" : vendor !== "callback" && status === 501;
}

function judgeRequest(
  entry: TapeEntry,
  checker: Checker | null,
  { judge = "everything" }: ValidationOptions,
  found: Found,
): void {
  const { n, method, host, status, query, requestHeaders, requestBody, responseBody, fault } = entry;
  const path = host === "discord.com" ? entry.path.replace(/^\/api\/v10/u, "") : entry.path;
  const match = checker === null ? null : matchOperation(checker.description, method, path);
  if (checker === null || match === null) {
    judgeUndescribed(entry, path, found);
    return;
  }
  const what = `${method} ${host}${match.operation.path}`;
  found.described.add(what);
  const request = { query, headers: requestHeaders, body: requestBody };
  const faults = [
    ...(judge === "everything" ? checker.request(match, request) : []),
    // What a fault did to the answer is no vendor's doing.
    ...(fault === undefined ? checker.answer(match.operation, { status, body: responseBody }) : []),
  ];
  found.findings.push(...faults.map((fault) => ({ n, what, source: checker.description.name, fault })));
}

function judgeUndescribed({ n, method, host, route }: TapeEntry, path: string, found: Found): void {
  const what = `${method} ${host}${route?.split(" ")[1] ?? path}`;
  const listed = UNDESCRIBED.find((one) => one.route === what);
  if (listed?.inSdk === true) found.bySdkOnly.add(what);
  else found.byNothing.add(what);
  if (listed === undefined) {
    found.findings.push({ n, what, source: host, fault: "no description has such an operation" });
  }
}
