import { type CommandKey, wordsIn } from "../../texts/command-words.ts";
import { type Language, languages } from "../../texts/texts.ts";
import type { locales } from "../schema/locales.ts";

type Locale = (typeof locales)[number];
type Localizations = Readonly<Record<string, string>>;

/** The words of a command of ours, as the config says them. */
export interface LocalizedWords {
  readonly name: string;
  /** Only slash commands have one. */
  readonly description?: string;
  readonly nameLocalizations: Localizations;
  readonly descriptionLocalizations: Localizations;
}

/** Where Discord's users read each language; whoever uses none of these reads English. */
export const localesOf: Readonly<Record<Exclude<Language, "en">, readonly Locale[]>> = {
  fr: ["fr"],
  de: ["de"],
  es: ["es-ES", "es-419"],
  pt: ["pt-BR"],
  ja: ["ja"],
};

const translations = languages.filter((language) => language !== "en");

/** What a command of ours is called where the file has no words for it. */
export function localizedWords(key: CommandKey): LocalizedWords {
  const words = wordsIn(key);
  const { name, description } = words.en;
  const localized = (part: "name" | "description"): Localizations =>
    Object.fromEntries(
      translations.flatMap((language) => {
        const said = words[language][part];
        return said === undefined ? [] : localesOf[language].map((locale) => [locale, said] as const);
      }),
    );
  return {
    name,
    ...(description === undefined ? {} : { description }),
    nameLocalizations: localized("name"),
    descriptionLocalizations: localized("description"),
  };
}
