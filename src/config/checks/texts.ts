import { en } from "../../texts/en.ts";
import { findTextFaults } from "../../texts/texts.ts";
import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Sentences in the company's own words: known ids, sound syntax, no placeholder that nobody fills. */
export function checkTexts(file: Loose, report: Report): void {
  const ids = Object.keys(en);
  for (const { id, problem } of findTextFaults(file.texts("texts"))) {
    const known = ids.includes(id);
    report({
      path: ["texts", id],
      key: !known,
      found: known ? "a sentence that cannot be used" : "no sentence of this id",
      wanted: known ? `one that can (${problem})` : "an id of flexcord's sentences",
      ...(known ? {} : { among: { word: id, candidates: ids } }),
    });
  }
}
