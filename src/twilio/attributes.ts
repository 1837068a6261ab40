import type { Voice } from "../bridge/effect.ts";
import type { MemberId, PostId } from "../domain/ids.ts";
import { isRecord } from "../domain/record.ts";
import { identityOf } from "./names.ts";

/** Attributes travel as a JSON object in a string. Anything else reads as no attributes. */
export function readAttributes(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** The attributes as they are to be written; null when nothing differs. What others wrote stays. */
export function withAttributes(
  text: string | undefined,
  wanted: Readonly<Record<string, unknown>>,
): string | null {
  const found = readAttributes(text);
  const differs = Object.entries(wanted).some(
    ([key, value]) => JSON.stringify(found[key]) !== JSON.stringify(value),
  );
  return differs ? JSON.stringify({ ...found, ...wanted }) : null;
}

/** What flexcord leaves on each message it writes, so that it knows it again. */
export function messageMark(
  mark: {
    readonly key: string;
    readonly voice: Exclude<Voice, "agent">;
    readonly postId: PostId | null;
  },
  more: Readonly<Record<string, string>> = {},
): string {
  const { key, voice, postId } = mark;
  return JSON.stringify({ ...more, flexcord: { key, voice, ...(postId === null ? {} : { postId }) } });
}

/** The key under which flexcord wrote the message; null when somebody else wrote it. */
export function keyOf(attributes: string | undefined): string | null {
  const mark = readAttributes(attributes)["flexcord"];
  return isRecord(mark) && typeof mark["key"] === "string" ? mark["key"] : null;
}

/** Whether whoever wrote the message marked it as one for agents' eyes only: `"internal": true`. */
export function isInternal(attributes: string | undefined): boolean {
  return readAttributes(attributes)["internal"] === true;
}

/**
 * A name that is safe inside the JSON text that a flow builds around it: a quote in it would break the
 * task's attributes, and the member would never reach an agent.
 */
export function plainName(name: string): string {
  const plain = name.replaceAll(/["\\\p{Cc}]/gu, "").trim();
  return plain.slice(0, 100).toWellFormed();
}

/** Who the customer is, on the conversation, where a flow finds it for the task it makes. */
export function customerAttributes(member: { readonly memberId: MemberId; readonly displayName: string }) {
  return {
    customer_name: plainName(member.displayName),
    customer_identity: identityOf(member.memberId),
  };
}
