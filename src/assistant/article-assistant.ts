import type { Assistant, AssistantAnswer } from "../bridge/ports.ts";
import { type Texts, createTexts } from "../texts/texts.ts";
import type { Knowledge } from "./article.ts";
import { excerptOf, shorten } from "./excerpt.ts";
import { type Found, createKnowledgeIndex } from "./knowledge-index.ts";

export interface ArticleAssistantOptions {
  /** How many articles an answer links at most. */
  readonly maxArticles: number;
  /** How much of the question an article must speak of, from 0 to 1, before it is offered. */
  readonly minScore: number;
  /** The sentences round an answer; the built-in ones when left out. */
  readonly texts?: (locale: string) => Texts;
}

const NOTHING: AssistantAnswer = { text: "", found: false };

/** UTF-16 units: an answer stays a glance long, and far from the 2,000 code points of a Discord message. */
const EXCERPT_LIMIT = 400;
const TITLE_LIMIT = 120;
const ANSWER_LIMIT = 1_900;

/** A further article is offered when it comes this near to the best one. */
const NEAR_THE_BEST = 0.6;

/**
 * Answers from the articles alone: the passage that fits best and links to read on. It never says that it
 * knows, and when nothing is good enough it says nothing (`found: false`).
 */
export function createArticleAssistant(knowledge: Knowledge, options: ArticleAssistantOptions): Assistant {
  const index = createKnowledgeIndex(knowledge);
  const textsFor = options.texts ?? ((locale) => createTexts({ locale }));
  return {
    async answer({ text, locale }, signal) {
      signal.throwIfAborted();
      const offered = choose(index.search(text), options);
      const [best] = offered;
      return best === undefined ? NOTHING : { text: compose(best, offered, textsFor(locale)), found: true };
    },
  };
}

function choose(found: readonly Found[], options: ArticleAssistantOptions): readonly Found[] {
  const good = found.filter(({ confidence }) => confidence > 0 && confidence >= options.minScore);
  const best = good[0]?.confidence ?? 0;
  return good.filter(({ confidence }) => confidence >= best * NEAR_THE_BEST).slice(0, options.maxArticles);
}

function compose(best: Found, offered: readonly Found[], texts: Texts): string {
  const excerpt = excerptOf(best.article, best.section, EXCERPT_LIMIT);
  const title = shorten(best.article.title, TITLE_LIMIT);
  const opening =
    excerpt === ""
      ? texts("assistant.intro-links-only")
      : `${texts("assistant.intro", { title })}\n\n${excerpt}`;
  const outro = texts("assistant.outro");
  const readMore = texts("assistant.read-more", { count: offered.length });
  const links = linksOf(offered, ANSWER_LIMIT - opening.length - readMore.length - outro.length);
  return [opening, ...(links === "" ? [] : [`${readMore}\n${links}`]), outro].join("\n\n");
}

/** Titles with plain addresses, which both sides of the conversation show as links; as many as fit. */
function linksOf(offered: readonly Found[], room: number): string {
  let links = "";
  for (const { article } of offered) {
    const longer = `${links}${links === "" ? "" : "\n"}• ${shorten(article.title, TITLE_LIMIT)}: ${article.url}`;
    if (longer.length > room) break;
    links = longer;
  }
  return links;
}
