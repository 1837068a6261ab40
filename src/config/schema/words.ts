import { z } from "zod";
import { permissionNames } from "../../domain/permission.ts";

// The error texts of this folder complete the sentence "wanted …".

/** A text of a given form. */
export function form(pattern: RegExp, wanted: string) {
  return z.string(wanted).regex(pattern, wanted);
}

/** A name the YAML gives to a thing; it is the thing's identity, so that its title may change. */
export const key = form(
  /^[a-z][a-z0-9-]{0,49}$/u,
  "a key of lower-case letters, digits and dashes that starts with a letter",
);

export const snowflake = form(
  /^\d{17,20}$/u,
  "a Discord id of 17 to 20 digits, as `Copy Server ID` gives it",
);

export const permission = z.enum(permissionNames, { error: "the name of a Discord permission" });

/** A text that is not blank, of at most `most` characters. */
export function text(most: number) {
  const wanted = `a text of 1 to ${most} characters`;
  return form(/\S/u, wanted).max(most, wanted);
}

/** A whole number, `from` and `to` included. */
export function whole(from: number, to: number, unit = "") {
  const wanted = `a whole number${unit === "" ? "" : ` of ${unit}`} from ${from} to ${to}`;
  return z.int(wanted).min(from, wanted).max(to, wanted);
}

/** Where requests of ours go. */
export const webAddress = form(
  /^(?:https:\/\/[^\s/@?#]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?)(?:[/?]\S*)?$/u,
  "an https address, or an http one of this machine",
).max(2000, "an address of at most 2000 characters");
