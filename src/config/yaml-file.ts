import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Origin } from "../domain/blueprint.ts";
import type { Fault } from "./fault.ts";
import { findSecret, withoutSecrets } from "./secret-patterns.ts";

/** A parsed YAML file that still knows where everything stands. */
export interface YamlFile {
  readonly document: Document;
  /** Syntax errors, keys given twice, tags nobody knows. */
  readonly faults: readonly Fault[];
  /** Where a key, or the value behind it, stands; the nearest thing around it when there is no such key. */
  origin(path: readonly PropertyKey[], what?: "key" | "value"): Origin;
  originAt(offset: number, path: readonly PropertyKey[]): Origin;
}

export function parseYamlFile(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const originAt = (offset: number, path: readonly PropertyKey[]): Origin => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), path: path.map(shown).join(".") };
  };
  return {
    document,
    faults: [...document.errors, ...document.warnings].map((error) => {
      const origin = originAt(error.pos[0], []);
      if (error.code === "DUPLICATE_KEY") {
        return { origin, found: "a key that was already given", wanted: "each key once", nearest: null };
      }
      const line = text.split("\n")[origin.line - 1] ?? "";
      const hint = /[{[].*\$\{/u.test(line) ? "; inside { } or [ ] no ${NAME} can stand" : "";
      const wanted = `correct YAML (${withoutSecrets(error.message)}${hint})`;
      return { origin, found: "what YAML does not allow", wanted, nearest: null };
    }),
    origin: (path, what = "value") => originAt(offsetOf(document, path, what), path),
    originAt,
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[], what: "key" | "value"): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, segment] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => nameOf(item.key) === String(segment));
      if (pair === undefined) return offset;
      const keyOnly = what === "key" && depth === path.length - 1;
      offset = (keyOnly ? undefined : startOf(pair.value)) ?? startOf(pair.key) ?? offset;
      // Of a map inside a map the key is the better place to point at than its first entry.
      if (isMap(pair.value) && pair.value.flow !== true) offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(segment)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

/** Where a node begins; a value left blank has no place of its own. */
function startOf(node: unknown): number | undefined {
  if (!isNode(node) || node.range === undefined || node.range === null) return undefined;
  const [start, end] = node.range;
  return start === end ? undefined : start;
}

/** A segment of a path as it may be printed: somebody may have pasted a secret where a key belongs. */
function shown(segment: PropertyKey): string {
  return findSecret(String(segment)) === null ? String(segment) : "***";
}

function nameOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
