import type { Resource } from "../../domain/blueprint.ts";
import type { Config } from "../config.ts";
import { managed, refTo } from "./resource.ts";

/** Another key than today's parts have: the two stand side by side while an installation moves. */
const key = "legacy";

const path = (part: string): readonly string[] => ["twilio", "legacy", part];

/**
 * What `transport: programmable-chat` makes in place of today's parts, by the facts that both flows are filled with.
 */
export function legacyResources(
  config: Config,
  title: string,
  flowFacts: Resource["spec"],
): readonly Resource[] {
  const { chatService, flow, flexFlow } = config.settings.twilio.legacy;
  const name = `${title} (legacy)`;
  return [
    managed(config, "twilio.legacy-chat-service", key, path("chatService"), {
      name: chatService.name ?? name,
      userChannels: chatService.userChannels,
    }),
    managed(config, "twilio.flow", key, path("flow"), {
      ...flowFacts,
      name: flow.name ?? name,
      template: "assistant-then-agent-legacy",
    }),
    managed(config, "twilio.legacy-flex-flow", key, path("flexFlow"), {
      name: flexFlow.name ?? name,
      chatService: refTo("twilio.legacy-chat-service", key),
      flow: refTo("twilio.flow", key),
    }),
  ];
}
