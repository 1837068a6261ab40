import { matchesGlob } from "node:path";

/** Whether a remote name matches one of the globs; `*` stands for anything, also for a slash. */
export function isIgnored(name: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(flat(name), flat(glob)));
}

/** A name is no path: a slash in it separates nothing. */
const flat = (text: string): string => text.replaceAll("/", "\u2215");
