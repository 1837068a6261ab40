import type { Resource, ResourceKind, Spec } from "../../../src/domain/blueprint.ts";
import { resource } from "../../provision/shelf.ts";
import { contactCentre } from "./account.ts";

export const refTo = (kind: ResourceKind, key: string): Spec => ({ ref: { kind, key } });

const routing = contactCentre.filter(({ kind }) =>
  ["twilio.task-channel", "twilio.queue", "twilio.workflow"].includes(kind),
);

const todaysFlow = contactCentre.find(({ kind }) => kind === "twilio.flow");

export const chatService = (key: string, name: string): Resource =>
  resource("twilio.legacy-chat-service", key, { name, userChannels: 1000 });

export const oldFlow = (key: string, name: string): Resource =>
  resource("twilio.flow", key, { ...todaysFlow?.spec, name, template: "assistant-then-agent-legacy" });

export const flexFlow: Resource = resource("twilio.legacy-flex-flow", "legacy", {
  name: "Discord (legacy)",
  chatService: refTo("twilio.legacy-chat-service", "legacy"),
  flow: refTo("twilio.flow", "legacy"),
});

/** What the Flex Flow leads from and to, and where work goes from there. */
export const aroundFlexFlow: readonly Resource[] = [
  ...routing,
  chatService("legacy", "Discord (legacy)"),
  oldFlow("legacy", "Discord (legacy)"),
];

/** What a conversation of the legacy transport needs of Twilio. */
export const legacyCentre: readonly Resource[] = [...aroundFlexFlow, flexFlow];
