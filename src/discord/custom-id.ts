import { Failure } from "../domain/failure.ts";

/** What one of our buttons stands for. It travels in the button itself, so it survives every restart. */
export interface ButtonMeaning {
  readonly action: string;
  readonly subject: string;
}

const PREFIX = "fx:";
/** Discord's bound for a custom_id. */
const LONGEST = 100;

export function encodeCustomId({ action, subject }: ButtonMeaning): string {
  const id = `${PREFIX}${action}:${subject}`;
  if (action === "" || action.includes(":") || id.length > LONGEST) {
    throw new Failure("bug.unexpected", `A button for "${action}" does not fit into Discord's custom_id.`);
  }
  return id;
}

/** Null when the button is not one of ours. */
export function decodeCustomId(id: string): ButtonMeaning | null {
  if (!id.startsWith(PREFIX)) return null;
  const end = id.indexOf(":", PREFIX.length);
  if (end <= PREFIX.length) return null;
  return { action: id.slice(PREFIX.length, end), subject: id.slice(end + 1) };
}
