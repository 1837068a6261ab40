import type { Assistant } from "../bridge/ports.ts";
import type { Config } from "../config/load.ts";
import type { Texts } from "../texts/texts.ts";

/** The assistant that answers from the articles beside the config. */
export async function openAssistant(config: Config, texts: (locale: string) => Texts): Promise<Assistant> {
  const { loadKnowledge } = await import("../assistant/load-knowledge.ts");
  const { createArticleAssistant } = await import("../assistant/article-assistant.ts");
  const { maxArticles, minScore } = config.settings.assistant;
  return createArticleAssistant(await loadKnowledge(config.paths.knowledge), {
    maxArticles,
    minScore,
    texts,
  });
}
