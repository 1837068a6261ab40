import { Failure } from "../domain/failure.ts";
import { en, type Sentences, type TextId } from "./en.ts";
import { de } from "./locales/de.ts";
import { es } from "./locales/es.ts";
import { fr } from "./locales/fr.ts";
import { ja } from "./locales/ja.ts";
import { pt } from "./locales/pt.ts";
import { type Message, formatMessage, parseMessage, placeholdersOf } from "./message.ts";

/**
 * The values a sentence needs, read from the English one: `{name}` takes text or a number, a plural takes
 * a number. (A plural form ends in `}}`, which is how its end is found here.)
 */
type ValuesOf<Source extends string> = Source extends `${string}{${infer After}`
  ? After extends `${infer Inner}}${infer Rest}`
    ? Inner extends `${infer Name}, plural, ${string}`
      ? Readonly<Record<Name, number>> & (After extends `${string}}}${infer Tail}` ? ValuesOf<Tail> : unknown)
      : Readonly<Record<Inner, string | number>> & ValuesOf<Rest>
    : unknown
  : unknown;

type ArgumentsOf<Id extends TextId> =
  unknown extends ValuesOf<(typeof en)[Id]> ? [] : [values: ValuesOf<(typeof en)[Id]>];

/** The sentences of one locale: `texts("queue.position", { position: 3 })`. */
export type Texts = <Id extends TextId>(id: Id, ...values: ArgumentsOf<Id>) => string;

/** Sentences from the config that replace ours, by id. */
export type TextOverrides = Readonly<Record<string, string>>;

export interface TextFault {
  readonly id: string;
  readonly problem: string;
}

/** By language, without region. */
const catalogues = { en, fr, de, es, pt, ja } satisfies Readonly<Record<string, Sentences>>;

export type Language = keyof typeof catalogues;

/** The languages flexcord speaks. */
export const languages = Object.keys(catalogues) as readonly Language[];

/** The language of a locale such as `pt-BR`, when flexcord speaks it. */
export function languageOf(locale: string): Language | null {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? "";
  return languages.find((spoken) => spoken === language) ?? null;
}

/** What is wrong with overrides: unknown ids, broken syntax, placeholders that the sentence does not have. */
export function findTextFaults(overrides: TextOverrides): readonly TextFault[] {
  return Object.entries(overrides).flatMap(([id, source]) =>
    problemsOf(id, source).map((problem) => ({ id, problem })),
  );
}

/**
 * The sentences for a reader of `locale` (BCP 47), in English where flexcord does not speak the language. Throws
 * "config.invalid" with every fault of the overrides.
 */
export function createTexts(options: { readonly locale: string; readonly overrides?: TextOverrides }): Texts {
  const overrides = options.overrides ?? {};
  const faults = findTextFaults(overrides);
  if (faults.length > 0) {
    const list = faults.map(({ id, problem }) => `  ${id}: ${problem}`).join("\n");
    throw new Failure("config.invalid", `Some texts of the config cannot be used:\n${list}`, {
      fix: "Correct these texts, or remove them to use the built-in ones.",
    });
  }
  const written = languageOf(options.locale) ?? "en";
  const messages = parseCatalogue({ ...catalogues[written], ...overrides });
  return (id, ...values) => {
    const message = messages.get(id);
    if (message === undefined) throw new Failure("bug.unexpected", `There is no text "${id}".`);
    return formatMessage(message, values[0] ?? {}, written);
  };
}

function parseCatalogue(sources: Readonly<Record<string, string>>): ReadonlyMap<string, Message> {
  return new Map(Object.entries(sources).map(([id, source]) => [id, parseMessage(source)]));
}

function problemsOf(id: string, source: string): readonly string[] {
  if (!isTextId(id)) return ["there is no such text"];
  if (source.trim() === "") return ["it is empty"];
  let used: ReturnType<typeof placeholdersOf>;
  try {
    used = placeholdersOf(parseMessage(source));
  } catch (error) {
    return [(error as Error).message];
  }
  const known = placeholdersOf(parseMessage(en[id]));
  const names = [...known.keys()].map((name) => `{${name}}`).join(", ");
  return [...used].flatMap(([name, takes]) => {
    if (!known.has(name))
      return [`{${name}} is not known here; ${names === "" ? "it has no placeholders" : `known: ${names}`}`];
    if (takes === "number" && known.get(name) !== "number")
      return [`{${name}} is no number, so it has no plural`];
    return [];
  });
}

function isTextId(id: string): id is TextId {
  return Object.hasOwn(en, id);
}
