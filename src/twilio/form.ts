import type { EpochMs } from "../domain/ids.ts";

/** The parameters of a form in the order of arrival; a name may occur more than once. */
export type Form = readonly (readonly [name: string, value: string])[];

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const BROKEN_ESCAPE = /%(?![0-9a-fA-F]{2})/;

/**
 * Reads application/x-www-form-urlencoded strictly: null for any other type, for bytes that are not UTF-8,
 * for a broken escape, and for a parameter without name or "=". What is signed must mean one thing only.
 */
export function parseForm(raw: Uint8Array, contentType: string | undefined): Form | null {
  if (contentType === undefined || !isFormType(contentType)) return null;
  const text = decode(raw);
  if (text === null) return null;
  if (text === "") return [];
  const form: (readonly [string, string])[] = [];
  for (const part of text.split("&")) {
    const border = part.indexOf("=");
    if (border < 1) return null;
    const name = unescape(part.slice(0, border));
    const value = unescape(part.slice(border + 1));
    if (name === null || value === null) return null;
    form.push([name, value]);
  }
  return form;
}

function isFormType(contentType: string): boolean {
  const [type, ...parameters] = contentType.toLowerCase().split(";");
  return (
    type?.trim() === "application/x-www-form-urlencoded" &&
    parameters.every((parameter) => !/^\s*charset\s*=/.test(parameter) || /=\s*"?utf-8"?\s*$/.test(parameter))
  );
}

function decode(raw: Uint8Array): string | null {
  try {
    return utf8.decode(raw);
  } catch {
    return null;
  }
}

function unescape(text: string): string | null {
  if (BROKEN_ESCAPE.test(text)) return null;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/**
 * The parameters that are named in `known`, and nothing else; null when one of them comes with two values.
 * The signature does not say where a name ends and its value begins (`A=bc` and `Ab=c` sign the same), so a
 * parameter counts only under a name that we expect.
 */
export function pick<Name extends string>(
  form: Form,
  known: readonly Name[],
): Partial<Record<Name, string>> | null {
  const picked: Partial<Record<Name, string>> = {};
  for (const [key, value] of form) {
    const name = known.find((one) => one === key);
    if (name === undefined) continue;
    const before = picked[name];
    if (before !== undefined && before !== value) return null;
    picked[name] = value;
  }
  return picked;
}

/** Null for what is no number of the kind. */
export function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export function dateOf(text: string | undefined): EpochMs | null {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : ms;
}
