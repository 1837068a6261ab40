import { refusal } from "./errors.ts";
import { lengthOf } from "../text.ts";
import { createFormErrors, type FormErrors, type FormPath } from "./form-errors.ts";

/** What a field holds: undefined when it is absent, null when it is sent as null. */
export type Field<Value> = Value | null | undefined;

interface Range {
  readonly min?: number;
  readonly max?: number;
  readonly required?: boolean;
}

/** Reads one JSON object field by field and gathers everything that is wrong with it. */
export interface Form {
  has(key: string): boolean;
  string(key: string, range?: Range): Field<string>;
  integer(key: string, range?: Range): Field<number>;
  boolean(key: string): Field<boolean>;
  snowflake(key: string, range?: Range): Field<string>;
  /** A permission set: decimal digits as a string or a number. */
  bits(key: string): Field<bigint>;
  choice(key: string, choices: readonly number[], range?: Range): Field<number>;
  strings(key: string, range?: Range): Field<readonly string[]>;
  integers(key: string, range?: Range): Field<readonly number[]>;
  forms(key: string, range?: Range): Field<readonly Form[]>;
  form(key: string): Field<Form>;
  /** The value as it came, for what is only echoed. */
  raw(key: string): unknown;
  keys(): readonly string[];
  /** Adds a fault at `key`; at the form itself when the key is empty. */
  fault(key: string, code: string, message: string): void;
  /** Throws a 50035 with every fault of the whole body, if there is any. */
  done(): void;
}

/** The form in a request's body. */
export function readForm(body: string): Form {
  const value = parseJson(body);
  const errors = createFormErrors();
  const form = createForm(isObject(value) ? value : {}, [], errors);
  if (!isObject(value)) form.fault("", "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
  form.done();
  return form;
}

/** The forms in a request's body that is a list. */
export function readForms(body: string): readonly Form[] {
  const value = parseJson(body);
  const errors = createFormErrors();
  if (!Array.isArray(value)) {
    errors.add([], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
    errors.throwIfAny();
    return [];
  }
  const forms = value.map((item: unknown, index) => itemForm(item, [index], errors));
  errors.throwIfAny();
  return forms;
}

function parseJson(body: string): unknown {
  if (body === "") return {};
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw refusal("invalidJson");
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function itemForm(item: unknown, path: FormPath, errors: FormErrors): Form {
  if (!isObject(item)) errors.add(path, "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
  return createForm(isObject(item) ? item : {}, path, errors);
}

function createForm(fields: Record<string, unknown>, path: FormPath, errors: FormErrors): Form {
  const at = (key: string) => (key === "" ? path : [...path, key]);
  const fault = (key: string, code: string, message: string) => errors.add(at(key), code, message);
  /** The field converted and checked; a field that is wrong reads as absent. */
  const field = <Value>(
    key: string,
    range: Range | undefined,
    convert: (value: unknown) => Value | Wrong,
  ) => {
    const value = fields[key];
    if (value === undefined || value === null) {
      if (range?.required === true) fault(key, "BASE_TYPE_REQUIRED", "This field is required");
      return value;
    }
    const converted = convert(value);
    if (!isWrong(converted)) return converted;
    fault(key, ...converted.wrong);
    return undefined;
  };
  const list = <Item>(
    key: string,
    range: Range | undefined,
    item: (value: unknown, path: FormPath) => Item,
  ) =>
    field(key, range, (value) => {
      if (!Array.isArray(value)) {
        return wrong("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
      }
      return badLength(value.length, range) ?? value.map((one, index) => item(one, [...at(key), index]));
    });
  const scalars = <Value>(
    key: string,
    range: Range | undefined,
    convert: (value: unknown) => Value | Wrong,
  ) =>
    list(key, range, (value, itemPath) => {
      const converted = convert(value);
      if (!isWrong(converted)) return [converted];
      errors.add(itemPath, ...converted.wrong);
      return [];
    })?.flat();
  return {
    has: (key) => fields[key] !== undefined,
    string: (key, range) => field(key, range, (value) => asString(value, range)),
    integer: (key, range) => field(key, range, (value) => asInteger(value, range)),
    boolean: (key) => field(key, undefined, asBoolean),
    snowflake: (key, range) => field(key, range, asSnowflake),
    bits: (key) => field(key, undefined, asBits),
    choice: (key, choices, range) => field(key, range, (value) => asChoice(value, choices)),
    strings: (key, range) => scalars(key, range, (value) => asString(value, undefined)),
    integers: (key, range) => scalars(key, range, (value) => asInteger(value, undefined)),
    forms: (key, range) => list(key, range, (value, itemPath) => itemForm(value, itemPath, errors)),
    form: (key) => field(key, undefined, (value) => itemForm(value, at(key), errors)),
    raw: (key) => fields[key],
    keys: () => Object.keys(fields),
    fault,
    done: () => errors.throwIfAny(),
  };
}

interface Wrong {
  readonly wrong: readonly [code: string, message: string];
}

function wrong(code: string, message: string): Wrong {
  return { wrong: [code, message] };
}

function isWrong(value: unknown): value is Wrong {
  return isObject(value) && Array.isArray(value["wrong"]);
}

function asString(value: unknown, range: Range | undefined): string | Wrong {
  if (typeof value !== "string" && typeof value !== "number") {
    return wrong("STRING_TYPE_CONVERT", `Could not interpret "${JSON.stringify(value)}" as string.`);
  }
  const text = String(value).toWellFormed();
  return badLength(lengthOf(text), range) ?? text;
}

/** Lengths are counted in code points. */
function badLength(length: number, range: Range | undefined): Wrong | undefined {
  const { min = 0, max = Number.POSITIVE_INFINITY } = range ?? {};
  if (length >= min && length <= max) return undefined;
  if (min > 0 && max !== Number.POSITIVE_INFINITY) {
    return wrong("BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`);
  }
  return length > max
    ? wrong("BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`)
    : wrong("BASE_TYPE_MIN_LENGTH", `Must be ${min} or more in length.`);
}

function asInteger(value: unknown, range: Range | undefined): number | Wrong {
  const number = typeof value === "string" && /^-?\d+$/u.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) {
    return wrong("NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not int.`);
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = range ?? {};
  if (number < min) return wrong("NUMBER_TYPE_MIN", `int value should be greater than or equal to ${min}.`);
  if (number > max) return wrong("NUMBER_TYPE_MAX", `int value should be less than or equal to ${max}.`);
  return number;
}

function asBoolean(value: unknown): boolean | Wrong {
  return typeof value === "boolean" ? value : wrong("BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
}

function asSnowflake(value: unknown): string | Wrong {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (/^\d{1,20}$/u.test(text)) return text;
  return wrong("NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not snowflake.`);
}

function asBits(value: unknown): bigint | Wrong {
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (/^\d{1,20}$/u.test(text)) return BigInt(text);
  return wrong("NUMBER_TYPE_COERCE", `Value ${JSON.stringify(value)} is not int.`);
}

function asChoice(value: unknown, choices: readonly number[]): number | Wrong {
  const number = asInteger(value, undefined);
  if (isWrong(number) || choices.includes(number)) return number;
  return wrong("BASE_TYPE_CHOICES", `Value must be one of {${choices.join(", ")}}.`);
}
