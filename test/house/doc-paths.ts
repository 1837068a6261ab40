import { dirname, join } from "node:path/posix";
import type { SourceFile } from "./source-file.ts";

/**
 * Paths a document names that do not exist. A path is code in backticks with a slash in it and no space, or a
 * line of a code block that begins with one; it counts from the package's folder or from src/.
 */
export function stalePaths(document: SourceFile, exists: (path: string) => boolean): readonly string[] {
  const blocks = [...document.text.matchAll(/^```text\n([\s\S]*?)^```/gmu)].flatMap(([, body = ""]) =>
    body.split("\n").map((line) => line.split(/\s{2,}/u)[0] ?? ""),
  );
  const prose = document.text.replaceAll(/^```[\s\S]*?^```/gmu, "");
  const spans = [...prose.matchAll(/`([^`\n]+)`/gu)].map(([, span = ""]) => span);
  const links = [...prose.matchAll(/\]\((?!https?:)([^)#]+)/gu)].map(([, link = ""]) =>
    join(dirname(document.path), link),
  );
  return (
    [...new Set([...blocks, ...spans, ...links])]
      .filter((path) => /^[\w.@-]+(?:\/[\w.*@-]*)+$/u.test(path) && !path.startsWith("@"))
      // What lies beside the project is somebody else's.
      .filter((path) => !path.startsWith("../"))
      .filter((path) => !exists(path) && !exists(`src/${path}`))
      .map((path) => `${document.path} names ${path}, which does not exist`)
  );
}
