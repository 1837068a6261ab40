import type { Config } from "../../config/config.ts";
import type { Suggestions } from "../../discord/interactions/autocomplete.ts";

/** What commands offer while members type: the choices that the config names, or else the help articles' titles. */
export async function openSuggestions({ settings, paths }: Config): Promise<Suggestions> {
  const completed = Object.entries(settings.discord.commands).flatMap(([key, { name, options }]) =>
    options
      .filter(({ autocomplete }) => autocomplete)
      .map((option) => ({ command: name ?? key, option: option.name, choices: option.choices })),
  );
  const titles = completed.some(({ choices }) => choices.length === 0) ? await titlesIn(paths.knowledge) : [];
  return (command, option) => {
    const found = completed.find((one) => one.command === command && one.option === option);
    if (found === undefined) return [];
    return found.choices.length > 0 ? found.choices : titles;
  };
}

async function titlesIn(folder: string): Promise<readonly string[]> {
  const { loadKnowledge } = await import("../../assistant/load-knowledge.ts");
  const { articles } = await loadKnowledge(folder);
  return articles.map(({ title }) => title).toSorted();
}
