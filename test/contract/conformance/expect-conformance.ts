import { expect } from "vitest";
import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { countsOf, listFindings } from "./report.ts";
import { validateTape, type ValidationOptions } from "./validate-tape.ts";

/** Fails unless everything on the sandbox's tape is as the vendors describe it; prints what was counted. */
export async function expectConformance(
  sandbox: Pick<Sandbox, "url" | "ready">,
  options: Pick<ValidationOptions, "judge"> = {},
): Promise<void> {
  const entries = await readTape(sandbox.url);
  const report = validateTape(entries, { authToken: sandbox.ready.twilio.authToken, ...options });
  console.log(countsOf(report));
  expect(listFindings(report), "what is not as the vendors describe it").toEqual([]);
}

export async function readTape(url: string): Promise<readonly TapeEntry[]> {
  const response = await fetch(`${url}/control/tape`);
  return ((await response.json()) as { readonly entries: readonly TapeEntry[] }).entries;
}
