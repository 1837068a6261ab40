import { bareCode, withoutComments, type SourceFile } from "./source-file.ts";

const LONGEST_FILE = 300;

/** Files longer than a few screens; blank lines and comments are free. */
export function longFiles(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const lines = withoutComments(text)
      .split("\n")
      .filter((line) => line.trim() !== "").length;
    return lines > LONGEST_FILE ? [`${path} has ${lines} lines; the cap is ${LONGEST_FILE}`] : [];
  });
}

/** `any` where a type stands; a variable of that name, or AbortSignal.any(), is another thing. */
const TYPE_ANY = /(?:[:<|&]|\b(?:as|extends|satisfies)\s|=>)\s*any\b(?!\s*[:(.?])|\bany\s*(?:\[\]|[>|])/u;

/** Ways around the type checker and the linter. A test may say which line must not compile. */
export function evasions(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => [
    ...findings(path, text, /@ts-(?:ignore|nocheck)|(?:oxlint|eslint)-disable/u, "silences a checker"),
    ...(path.startsWith("test/") ? [] : findings(path, text, /@ts-expect-error/u, "silences a checker")),
    ...findings(path, bareCode(text), TYPE_ANY, "uses the type any"),
  ]);
}

/** Calls that end the process anywhere but in the one place that may. */
export function processEnds(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => path !== "src/main.ts")
    .flatMap(({ path, text }) =>
      findings(path, bareCode(text), /\bprocess\s*\.\s*(?:exit|abort|reallyExit)\b/u, "ends the process"),
    );
}

/** What must not know that an imitation exists, or it could behave differently in front of it. */
const mayKnow = [
  /^src\/(?:sandbox|demo|app)\//u,
  /^src\/cli\/(?:trial-commands|command)\.ts$/u,
  /^src\/cli\/commands\/(?:sandbox|demo)\.ts$/u,
];

/** A word of browsers, at the end of a content security policy. */
const CSP_DIRECTIVE = /(?<='none'; )sandbox(?=")/gu;

export function sandboxMentions(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => !mayKnow.some((pattern) => pattern.test(path)))
    .flatMap(({ path, text }) =>
      findings(path, text.replaceAll(CSP_DIRECTIVE, ""), /sandbox/iu, "mentions the sandbox"),
    );
}

function findings(path: string, text: string, pattern: RegExp, what: string): readonly string[] {
  return text
    .split("\n")
    .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${what}`] : []));
}
