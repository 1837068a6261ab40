import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandOptionChoice,
} from "discord-api-types/v10";
import { cut } from "./cut.ts";

/** What may be offered for an option of a command; none when nothing is known of it. */
export type Suggestions = (command: string, option: string) => readonly string[];

/** Documented: so many choices, and so many characters in each. */
const MOST_CHOICES = 25;
const LONGEST_CHOICE = 100;

/**
 * What fits what the member has typed so far: first what begins with it, then what contains each of its words, in
 * the order it was given. Nothing typed, everything fits.
 */
export function choicesFor(
  { data }: APIApplicationCommandAutocompleteInteraction,
  suggestions: Suggestions,
): APIApplicationCommandOptionChoice[] {
  if (data.type !== ApplicationCommandType.ChatInput) return [];
  const focused = data.options.find((option) => "focused" in option && option.focused);
  if (focused === undefined || !("value" in focused)) return [];
  const typed = folded(String(focused.value));
  const words = typed.split(/\s+/u).filter((word) => word !== "");
  const fitting = suggestions(data.name, focused.name)
    .filter((text) => words.every((word) => folded(text).includes(word)))
    .toSorted((one, other) => Number(begins(other, typed)) - Number(begins(one, typed)));
  const numeric =
    focused.type === ApplicationCommandOptionType.Integer ||
    focused.type === ApplicationCommandOptionType.Number;
  return fitting.slice(0, MOST_CHOICES).map((text) => {
    const name = cut(text, LONGEST_CHOICE);
    return { name, value: numeric ? Number(text) : name };
  });
}

const begins = (text: string, typed: string): boolean => folded(text).startsWith(typed);

const folded = (text: string): string =>
  text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
