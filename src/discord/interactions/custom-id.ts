import { Failure } from "../../domain/failure.ts";

/** What one of our buttons stands for. It travels in the button itself, so it survives every restart. */
export interface ButtonMeaning {
  readonly action: string;
  readonly subject: string;
  /** Whether it means the same wherever it is; others mean something in the member's own place. */
  readonly everywhere: boolean;
}

/** What the button of a help panel does. */
export const PANEL_COMMAND = "helpme";

/** What the button does that is offered to members whose direct messages are closed. */
const THREAD_COMMAND = "thread";

const PREFIX = "fx:";
/** Of the same length. */
const EVERYWHERE = "fc:";
/** Discord's bound for a custom_id. */
const LONGEST = 100;

export function encodeCustomId({
  action,
  subject,
  everywhere = false,
}: Pick<ButtonMeaning, "action" | "subject"> & Partial<ButtonMeaning>): string {
  const id = `${everywhere ? EVERYWHERE : PREFIX}${action}:${subject}`;
  if (action === "" || action.includes(":") || id.length > LONGEST) {
    throw new Failure("bug.unexpected", `A button for "${action}" does not fit into Discord's custom_id.`);
  }
  return id;
}

/**
 * The command that a button stands for, wherever it is pressed; null for one that means something in a
 * conversation.
 */
export function commandOf({ action }: Pick<ButtonMeaning, "action">): string | null {
  return action === PANEL_COMMAND || action === THREAD_COMMAND ? action : null;
}

/** Null when the button is not one of ours. */
export function decodeCustomId(id: string): ButtonMeaning | null {
  const everywhere = id.startsWith(EVERYWHERE);
  if (!everywhere && !id.startsWith(PREFIX)) return null;
  const end = id.indexOf(":", PREFIX.length);
  if (end <= PREFIX.length) return null;
  return { action: id.slice(PREFIX.length, end), subject: id.slice(end + 1), everywhere };
}
