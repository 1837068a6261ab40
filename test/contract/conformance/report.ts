import type { DescriptionName } from "./description/description.ts";

/** Something on the tape that is not as the vendor describes it. */
export interface Finding {
  /** The entry's number on the tape. */
  readonly n: number;
  /** As `POST discord.com/channels/{channel_id}/messages`. */
  readonly what: string;
  /** Whose word it is held against. */
  readonly source: string;
  readonly fault: string;
}

export interface Report {
  readonly requests: number;
  readonly callbacks: number;
  readonly gateway: number;
  readonly findings: readonly Finding[];
  /** The routes that were asked, by what they could be held against. */
  readonly routes: {
    readonly described: readonly string[];
    readonly bySdkOnly: readonly string[];
    readonly byNothing: readonly string[];
  };
  /** The exceptions without which there would be more findings. */
  readonly exceptionsUsed: readonly UsedException[];
}

export interface UsedException {
  readonly id: string;
  /** Which of the exception's places let something pass. */
  readonly place: string;
  /** The description that was not followed to the letter. */
  readonly of: DescriptionName;
}

/** One line for people: `conformance: 812 requests, 41 routes: 39 by description, …`. */
export function countsOf({ requests, callbacks, gateway, routes, exceptionsUsed, findings }: Report): string {
  const { described, bySdkOnly, byNothing } = routes;
  const asked = described.length + bySdkOnly.length + byNothing.length;
  return [
    `conformance: ${requests} requests, ${callbacks} callbacks, ${gateway} gateway payloads`,
    `${asked} routes: ${described.length} by description, ${bySdkOnly.length} by SDK only, ${byNothing.length} by nothing`,
    `${new Set(exceptionsUsed.map(({ id }) => id)).size} exceptions used`,
    `${findings.length} findings`,
  ].join("; ");
}

/** Each different finding once, with the first entry that shows it. */
export function listFindings({ findings }: Report): readonly string[] {
  const seen = new Map<string, number>();
  for (const { n, what, source, fault } of findings) {
    const sentence = `${what} (${source}): ${fault}`;
    if (!seen.has(sentence)) seen.set(sentence, n);
  }
  return [...seen].map(([sentence, n]) => `entry ${n}: ${sentence}`);
}
