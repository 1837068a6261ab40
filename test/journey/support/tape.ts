import type { Control, TapeEntry } from "../../../src/demo/control.ts";

/** The tape of a thousand conversations is more than fits into one answer. */
const PAGE = 1_000;

/** Reads what is on the tape behind `after`, page by page; resolves with where it ends. */
export async function readOn(
  control: Control,
  after: number,
  read: (entry: TapeEntry) => void,
): Promise<number> {
  for (let end = after; ;) {
    const { entries, last } = await control.tape(end, PAGE);
    entries.forEach(read);
    end = last;
    if (entries.length < PAGE) return end;
  }
}
