import type { Assistant } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { Texts } from "../../texts/texts.ts";
import type { RunOptions } from "./options.ts";

/** More of an answer is not read. */
const MOST_BYTES = 64 * 1024;
const SECOND = 1_000;

/** The assistant that answers from the articles beside the config, or an engine of somebody else's before it. */
export async function openAssistant(
  options: RunOptions,
  texts: (locale: string) => Texts,
): Promise<Assistant> {
  const { config, clock, log } = options;
  const { loadKnowledge } = await import("../../assistant/load-knowledge.ts");
  const { createArticleAssistant } = await import("../../assistant/article-assistant.ts");
  const { maxArticles, minScore, external } = config.settings.assistant;
  const knowledge = await loadKnowledge(config.paths.knowledge);
  const articles = createArticleAssistant(knowledge, { maxArticles, minScore, texts });
  if (external === undefined) return articles;
  const { createExternalAssistant } = await import("../../assistant/external-assistant.ts");
  const { exchangeWebhook } = await import("../../http/send-webhook.ts");
  const webhook = { url: external.url, secret: secretOf(options) };
  return createExternalAssistant({
    exchange: ({ id, body, timeoutMs }, signal) =>
      exchangeWebhook(webhook, { id, body, now: clock.now(), signal }, { timeoutMs, mostBytes: MOST_BYTES }),
    articles,
    timeoutMs: external.timeoutSeconds * SECOND,
    retries: external.retries,
    clock,
    log,
  });
}

function secretOf({ assistantSecret }: RunOptions): string {
  if (assistantSecret !== undefined) return assistantSecret;
  throw new Failure(
    "config.secret-missing",
    "FLEXCORD_ASSISTANT_SECRET is not set, and assistant.external is.",
    {
      fix: "Set it to `echo whsec_$(openssl rand -base64 32)`, or take assistant.external out of the config.",
    },
  );
}
