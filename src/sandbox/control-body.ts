import { ControlError } from "./control-error.ts";

/** Reads a control call's JSON body; everything wrong with it is a 400 in words. */
export interface Body {
  string(key: string): string;
  optionalString(key: string): string | undefined;
  boolean(key: string): boolean;
  /** A number of at least `least`, which is 0 unless told; `fallback` when it is not given. */
  number(key: string, fallback?: number, least?: number): number;
  /** Whatever it is. */
  any(key: string): unknown;
  strings(key: string): readonly string[];
  object(key: string): Readonly<Record<string, unknown>>;
}

export function readBody(value: unknown): Body {
  const fields = isRecord(value) ? value : {};
  return {
    string(key) {
      const field = fields[key];
      if (typeof field !== "string" || field === "") throw wanted(key, "a string with something in it");
      return field;
    },
    optionalString(key) {
      const field = fields[key];
      if (field === undefined || typeof field === "string") return field;
      throw wanted(key, "a string");
    },
    boolean(key) {
      const field = fields[key];
      if (typeof field !== "boolean") throw wanted(key, "true or false");
      return field;
    },
    number(key, fallback, least = 0) {
      const field = fields[key] ?? fallback;
      if (typeof field === "number" && field >= least && Number.isFinite(field)) return field;
      throw wanted(key, `a number of at least ${least}`);
    },
    any: (key) => fields[key],
    strings(key) {
      const field = fields[key];
      if (Array.isArray(field) && field.every((item) => typeof item === "string")) return field;
      throw wanted(key, "a list of strings");
    },
    object(key) {
      const field = fields[key] ?? {};
      if (!isRecord(field)) throw wanted(key, "an object");
      return field;
    },
  };
}

function wanted(key: string, what: string): ControlError {
  return new ControlError(400, `"${key}" must be ${what}.`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
