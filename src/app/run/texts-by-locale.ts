import type { Settings } from "../../config/schema/settings.ts";
import { createTexts, languageOf, type TextOverrides, type Texts } from "../../texts/texts.ts";

type Spoken = Pick<Settings, "language" | "memberLanguage" | "texts">;

/**
 * The sentences for a reader's locale (BCP 47): in their language where flexcord speaks it, else in the file's.
 * A sentence of the config without a language is one in the file's language and replaces no translation.
 */
export function textsByLocale({ language, memberLanguage, texts }: Spoken): (locale: string) => Texts {
  const house = languageOf(language) ?? "en";
  const known = new Map<string, Texts>();
  return (locale) => {
    const wanted = memberLanguage === "auto" ? locale : memberLanguage;
    const spoken = languageOf(wanted) ?? house;
    const found =
      known.get(spoken) ?? createTexts({ locale: spoken, overrides: overridesOf(texts, spoken, house) });
    known.set(spoken, found);
    return found;
  };
}

function overridesOf(texts: Settings["texts"], spoken: string, house: string): TextOverrides {
  const own: Record<string, string> = {};
  if (spoken === house) {
    for (const [id, sentence] of Object.entries(texts)) if (typeof sentence === "string") own[id] = sentence;
  }
  const ofLanguage = texts[spoken];
  return typeof ofLanguage === "object" ? { ...own, ...ofLanguage } : own;
}
