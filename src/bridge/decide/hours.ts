import type { Conversation } from "../../domain/conversation.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Draft } from "./draft.ts";
import { stamp } from "./stamp.ts";

export function isClosed({ context }: Draft): boolean {
  return !context.hours(context.now).open;
}

/** When agents are back; null when they are there, or nobody knows. */
export function openingOf({ context }: Draft): EpochMs | null {
  const hours = context.hours(context.now);
  return hours.open ? null : hours.opensAt;
}

/** Says when somebody is there, and offers what is possible until then. The conversation stays with the assistant. */
export function tellOpening(draft: Draft, { id, caseNumber }: Conversation): void {
  const opensAt = openingOf(draft);
  const text =
    opensAt === null
      ? draft.texts("hours.closed-unknown")
      : draft.texts("hours.closed", { time: stamp(opensAt, "F"), relative: stamp(opensAt, "R") });
  const button = (label: string, action: string) => ({ label, action, subject: id });
  const leave = button(draft.texts("button.leave-message"), "leave-message");
  const keep = { ...button(draft.texts("button.keep-asking"), "keep-asking"), quiet: true } as const;
  draft.say({ voice: "notice", text, buttons: caseNumber === null ? [leave, keep] : [keep] });
}

/** Says that agents get it once they are back, and sees to it. */
export function promiseOpening(draft: Draft, { id, caseNumber }: Conversation): void {
  const opensAt = openingOf(draft);
  const number = caseNumber ?? "–";
  draft.notice(
    opensAt === null
      ? draft.texts("hours.left-unknown", { case: number })
      : draft.texts("hours.left", { case: number, time: stamp(opensAt, "F") }),
  );
  if (opensAt !== null) draft.timer("hours", id, "", opensAt);
}
