/** One request, callback or gateway dispatch, whole. Field meanings are in docs/sandbox-control.md. */
export interface TapeEntry {
  /** Counts all entries from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly vendor: "discord" | "twilio" | "callback" | "gateway";
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
  readonly ms: number;
  readonly error?: string;
  /** The fault that befell it, by its rule. */
  readonly fault?: string;
  /** The emulated route, such as `POST /channels/{channel_id}/messages`. */
  readonly route?: string;
}

/** The record the bridge is judged by; nothing that is judged writes to it. */
export interface Tape {
  record(entry: Omit<TapeEntry, "n">): TapeEntry;
  /** Entries after `after`, oldest first. */
  read(query: {
    readonly after?: number;
    readonly vendor?: TapeEntry["vendor"];
    readonly limit?: number;
  }): readonly TapeEntry[];
  clear(): void;
}

/** A tape in memory. `onRecord` hears of each entry as it is made. */
export function createTape(onRecord: (entry: TapeEntry) => void): Tape {
  let entries: TapeEntry[] = [];
  let last = 0;
  return {
    record(entry) {
      last += 1;
      const numbered: TapeEntry = { ...entry, n: last };
      entries.push(numbered);
      onRecord(numbered);
      return numbered;
    },
    read({ after = 0, vendor, limit = Number.POSITIVE_INFINITY }) {
      const first = entries[0]?.n ?? 1;
      const found: TapeEntry[] = [];
      for (let index = Math.max(0, after + 1 - first); index < entries.length; index += 1) {
        const entry = entries[index];
        if (entry === undefined || found.length >= limit) break;
        if (vendor === undefined || entry.vendor === vendor) found.push(entry);
      }
      return found;
    },
    clear() {
      entries = [];
    },
  };
}
