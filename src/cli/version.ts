import { readFileSync } from "node:fs";

/** The version of the installed package; the file lies at the same distance from `src` and `dist`. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { readonly version: string };
  return version;
}
