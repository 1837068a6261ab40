import type { DoorRequest } from "../../domain/door.ts";

/** A form as a browser sends it; of a field that stands there twice the first counts. */
export interface Form {
  /** Empty when it was not sent. */
  field(name: string): string;
}

const FORM_TYPE = "application/x-www-form-urlencoded";

/** Null when the body is none. */
export function readForm({ headers, raw }: DoorRequest): Form | null {
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) return null;
  const fields = new URLSearchParams(raw.toString("utf8"));
  return { field: (name) => fields.get(name) ?? "" };
}

/** The delivery that a form names, as `e45` or `45`; null when it names none. */
export function effectIn(form: Form): number | null {
  const digits = /^e?(\d{1,15})$/u.exec(form.field("effect"))?.[1];
  return digits === undefined ? null : Number(digits);
}
