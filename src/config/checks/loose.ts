/**
 * A view of a value whose shape is not proven: what is missing or of another type is simply not there.
 * The checks use it, so that one wrong key does not hide the faults of all the others.
 */
export interface Loose {
  readonly isSection: boolean;
  /** The section's keys with what is behind each. */
  entries(...path: readonly string[]): readonly (readonly [string, Loose])[];
  /** The section at the end of a path; an empty one when there is none. */
  within(...path: readonly string[]): Loose;
  text(name: string): string | undefined;
  /** The texts of a section, by key. */
  texts(name: string): Readonly<Record<string, string>>;
  flag(name: string): boolean;
  /** The texts of a list. */
  list(name: string): readonly string[];
  /** The sections of a list. */
  items(name: string): readonly Loose[];
  has(name: string): boolean;
}

export function loose(value: unknown): Loose {
  const field = (name: string): unknown => (isSection(value) ? value[name] : undefined);
  const array = (name: string): readonly unknown[] => {
    const found = field(name);
    return Array.isArray(found) ? found : [];
  };
  return {
    isSection: isSection(value),
    entries(...path) {
      const found = path.reduce<unknown>((at, name) => (isSection(at) ? at[name] : undefined), value);
      return isSection(found)
        ? Object.entries(found).map(([name, item]) => [name, loose(item)] as const)
        : [];
    },
    within: (...path) =>
      loose(path.reduce<unknown>((at, name) => (isSection(at) ? at[name] : undefined), value)),
    text(name) {
      const found = field(name);
      return typeof found === "string" ? found : undefined;
    },
    texts(name) {
      const found = field(name);
      const entries = isSection(found) ? Object.entries(found) : [];
      return Object.fromEntries(
        entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );
    },
    flag: (name) => field(name) === true,
    list: (name) => array(name).filter((item) => typeof item === "string"),
    items: (name) => array(name).map((item) => loose(item)),
    has: (name) => field(name) !== undefined,
  };
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
