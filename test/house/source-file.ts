import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..", "..");

/** A file as the guards see it; they take lists of these, so that a test can hand them bad ones. */
export interface SourceFile {
  /** From the package's folder, with forward slashes: `src/domain/ids.ts`. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly specifier: string;
  /** False for `import type` and `export type`, which vanish when compiled. */
  readonly value: boolean;
}

export function readSources(pattern: string): readonly SourceFile[] {
  return globSync(pattern, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** Everything a file imports: statically, by re-export, or dynamically. */
export function importsOf(file: SourceFile): readonly Import[] {
  const code = withoutComments(file.text);
  const fromStatements = [
    ...code.matchAll(/^\s*(?:import|export)\s([^;"'`]*?)\sfrom\s*["']([^"']+)["']/gmu),
  ].map(([, clause = "", specifier = ""]) => ({ specifier, value: !clause.trimStart().startsWith("type ") }));
  const bare = [...code.matchAll(/^\s*import\s*["']([^"']+)["']/gmu)];
  const dynamic = [...code.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/gmu)];
  const others = [...bare, ...dynamic].map(([, specifier = ""]) => ({ specifier, value: true }));
  return [...fromStatements, ...others];
}

/** The file a relative import names; null for packages and built-in modules. */
export function targetOf(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  const base = `file:///${file.path}`;
  return decodeURIComponent(new URL(specifier, base).pathname.slice(1));
}

/** The code with comments blanked out, line for line. */
export function withoutComments(text: string): string {
  return replaceTokens(text, (token) => (token.startsWith("/") ? blank(token) : token));
}

/** The code with comments and the insides of strings blanked out, line for line. */
export function bareCode(text: string): string {
  return replaceTokens(text, blank);
}

/** Calls `replace` for each comment and string. A template is taken whole, with what is inserted into it. */
function replaceTokens(text: string, replace: (token: string) => string): string {
  return text.replaceAll(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|(?<=[(,=:[!&|?{};\n]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/gu,
    (token) => (token.startsWith("/") && !/^\/[/*]/u.test(token) ? token : replace(token)),
  );
}

function blank(token: string): string {
  return token.replaceAll(/[^\n]/gu, " ");
}
