import type { Form } from "../rest/form.ts";
import { lengthOf } from "../text.ts";

export type Localizations = Readonly<Record<string, string>> | null;

const LOCALES: readonly string[] = (
  "ar bg cs da de el en-GB en-US es-419 es-ES fi fr he hi hr hu id it ja ko lt nl no pl pt-BR ro ru sv-SE th tr " +
  "uk vi zh-CN zh-TW"
).split(" ");

/** Words per locale; the ones that only repeat the default are dropped, as Discord drops them. */
export function readLocalizations(
  form: Form,
  key: string,
  {
    max,
    usual,
    base = null,
  }: { readonly max: number; readonly usual: string; readonly base?: Localizations },
): Localizations {
  const words = form.form(key);
  if (words === undefined) return base;
  if (words === null) return null;
  const kept: Record<string, string> = {};
  for (const locale of words.keys()) {
    if (!LOCALES.includes(locale)) {
      words.fault(locale, "ENUM_TYPE_COERCE", `Value "${locale}" is not a valid enum value.`);
    }
    const text = words.string(locale, { min: 1, max });
    if (typeof text === "string" && text !== usual) kept[locale] = text;
  }
  return Object.keys(kept).length === 0 ? null : kept;
}

/** Code points of the longest of all languages. */
export function longest(usual: string, words: Localizations): number {
  return Math.max(...[usual, ...Object.values(words ?? {})].map(lengthOf));
}
