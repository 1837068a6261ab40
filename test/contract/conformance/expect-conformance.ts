import { expect } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { countsOf, listFindings } from "./report.ts";
import { type Judge, validateTape } from "./validate-tape.ts";

/** Fails unless everything on the sandbox's tape is as the vendors describe it; prints what was counted. */
export async function expectConformance(
  sandbox: Pick<Sandbox, "url" | "ready">,
  judge: Judge = "everything",
): Promise<void> {
  expectConformingTape(await readTape(sandbox.url), sandbox.ready.twilio.authToken, judge);
}

/** The same of a tape at hand. */
export function expectConformingTape(entries: readonly TapeEntry[], authToken: string, judge: Judge): void {
  const report = validateTape(entries, { authToken, judge });
  if (judge === "everything") console.log(countsOf(report));
  expect(listFindings(report), "what is not as the vendors describe it").toEqual([]);
}

export async function readTape(url: string): Promise<readonly TapeEntry[]> {
  const response = await fetch(`${url}/control/tape`);
  return ((await response.json()) as { readonly entries: readonly TapeEntry[] }).entries;
}
