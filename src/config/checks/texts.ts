import { en } from "../../texts/en.ts";
import { findTextFaults, languages } from "../../texts/texts.ts";
import type { Loose } from "./loose.ts";
import type { Report } from "./report.ts";

/** Sentences in the company's own words: known ids, sound syntax, no placeholder that nobody fills. */
export function checkTexts(file: Loose, report: Report): void {
  check(file.texts("texts"), ["texts"], Object.keys(en), report);
  for (const [language, sentences] of file.entries("texts")) {
    if (languages.some((known) => known === language)) {
      check(file.within("texts").texts(language), ["texts", language], Object.keys(en), report);
    } else if (sentences.isSection) {
      report({
        path: ["texts", language],
        key: true,
        found: "sentences of a language that flexcord does not speak",
        wanted: `one of ${languages.join(", ")}`,
        among: { word: language, candidates: languages },
      });
    }
  }
}

function check(
  sentences: Readonly<Record<string, string>>,
  path: readonly string[],
  ids: readonly string[],
  report: Report,
): void {
  for (const { id, problem } of findTextFaults(sentences)) {
    const known = ids.includes(id);
    report({
      path: [...path, id],
      key: !known,
      found: known ? "a sentence that cannot be used" : "no sentence of this id",
      wanted: known ? `one that can (${problem})` : "an id of flexcord's sentences",
      ...(known ? {} : { among: { word: id, candidates: ids } }),
    });
  }
}
