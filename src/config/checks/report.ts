/** One thing that no single key shows to be wrong. */
export interface Finding {
  readonly path: readonly string[];
  /** Whether the key itself is at fault, not its value. */
  readonly key?: boolean;
  readonly found: string;
  readonly wanted: string;
  /** What may have been meant instead of `word`. */
  readonly among?: { readonly word: string; readonly candidates: readonly string[] };
}

export type Report = (finding: Finding) => void;

/** Reports every entry whose name, as `nameOf` gives it, an earlier entry already has. */
export function reportTwins<Entry extends { readonly path: readonly string[] }>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  what: string,
  report: Report,
): void {
  const seen = new Map<string, Entry>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const twin = seen.get(name);
    if (twin === undefined) seen.set(name, entry);
    else {
      const found = `the same name as ${twin.path.join(".")}`;
      report({ path: entry.path, key: true, found, wanted: `${what} that can be told apart by name` });
    }
  }
}
