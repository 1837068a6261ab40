import { invalidParameter } from "./api-error.ts";

/** Parameters of a request, read one by one; what is malformed is refused with 20001. */
export interface Form {
  has(name: string): boolean;
  text(name: string, limits?: { readonly max: number }): string | undefined;
  required(name: string): string;
  /** A parameter that may be repeated, or hold several values with commas between them. */
  list(name: string): readonly string[];
  /** Each value of a repeated parameter as it was sent. */
  each(name: string): readonly string[];
  integer(name: string, limits?: { readonly min?: number; readonly max?: number }): number | undefined;
  flag(name: string): boolean | undefined;
  choice<Option extends string>(name: string, options: readonly Option[]): Option | undefined;
  /** Text that must be JSON, kept as it was written. Limits are in bytes. */
  json(name: string, limits?: { readonly max: number }): string | undefined;
  /** The first parameter whose name begins so. */
  firstNamed(start: string): string | undefined;
}

export function readForm(parameters: URLSearchParams): Form {
  const text = (name: string, limits?: { readonly max: number }) => {
    const value = parameters.get(name) ?? undefined;
    if (value !== undefined && limits !== undefined && value.length > limits.max) {
      throw invalidParameter(`${name} is longer than ${limits.max} characters`);
    }
    return value;
  };
  return {
    has: (name) => parameters.has(name),
    text,
    required(name) {
      const value = text(name);
      if (value === undefined || value === "") {
        throw invalidParameter(`Missing required parameter ${name} in the post body`);
      }
      return value;
    },
    list: (name) =>
      parameters.getAll(name).flatMap((value) => value.split(",").filter((part) => part !== "")),
    each: (name) => parameters.getAll(name),
    integer: (name, limits = {}) => readInteger(name, text(name), limits),
    flag(name) {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return undefined;
      if (value !== "true" && value !== "false") throw invalidParameter(`${name} must be true or false`);
      return value === "true";
    },
    choice(name, options) {
      const value = text(name);
      if (value === undefined) return undefined;
      const found = options.find((option) => option === value);
      if (found === undefined) throw invalidParameter(`${name} must be one of ${options.join(", ")}`);
      return found;
    },
    json: (name, limits) => readJson(name, text(name), limits?.max ?? Number.POSITIVE_INFINITY),
    firstNamed: (start) => [...parameters.keys()].find((name) => name.startsWith(start)),
  };
}

function readInteger(
  name: string,
  value: string | undefined,
  { min = 0, max = 2 ** 31 - 1 }: { readonly min?: number; readonly max?: number },
): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw invalidParameter(`${name} must be a whole number between ${min} and ${max}`);
  }
  return number;
}

function readJson(name: string, value: string | undefined, max: number): string | undefined {
  if (value === undefined) return undefined;
  if (Buffer.byteLength(value) > max) throw invalidParameter(`${name} is larger than ${max} bytes`);
  try {
    JSON.parse(value);
  } catch {
    throw invalidParameter(`${name} is not valid JSON`);
  }
  return value;
}
