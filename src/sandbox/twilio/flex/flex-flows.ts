import type { Account } from "../account.ts";
import { newSid } from "../sids.ts";
import { invalidParameter, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { JsonObject } from "../wire/json.ts";

/** How a channel of Programmable Chat finds whoever is to answer in it. */
export interface FlexFlow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly chatServiceSid: string;
  readonly channelType: (typeof CHANNEL_TYPES)[number];
  readonly contactIdentity: string | null;
  readonly enabled: boolean;
  readonly integrationType: (typeof INTEGRATION_TYPES)[number];
  readonly integration: JsonObject;
  readonly longLived: boolean;
  readonly janitorEnabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

const CHANNEL_TYPES = ["web", "sms", "facebook", "whatsapp", "line", "custom"] as const;
const INTEGRATION_TYPES = ["studio", "external", "task"] as const;

export function createFlexFlow(account: Account, form: Form): FlexFlow {
  const now = account.runtime.now();
  // No answer is described without an integration, so none is made without (assumed, the harsher reading).
  for (const name of ["ChannelType", "IntegrationType"]) form.required(name);
  const blank: FlexFlow = {
    sid: newSid("FO"),
    friendlyName: form.required("FriendlyName"),
    chatServiceSid: form.required("ChatServiceSid"),
    channelType: "custom",
    contactIdentity: null,
    enabled: true,
    integrationType: "studio",
    integration: {},
    longLived: false,
    janitorEnabled: false,
    createdAt: now,
    updatedAt: now,
  };
  return account.flexFlows.put(changed(account, blank, form));
}

export function updateFlexFlow(account: Account, before: FlexFlow, form: Form): FlexFlow {
  return account.flexFlows.put({ ...changed(account, before, form), updatedAt: account.runtime.now() });
}

/** What is not sent stays; services and flows must exist (assumed, the harsher reading). */
function changed(account: Account, before: FlexFlow, form: Form): FlexFlow {
  const chatServiceSid = form.text("ChatServiceSid") ?? before.chatServiceSid;
  if (form.has("ChatServiceSid") && account.chat.services.get(chatServiceSid) === undefined) {
    throw invalidParameter(`Chat service ${chatServiceSid} does not exist`);
  }
  const integrationType = form.choice("IntegrationType", INTEGRATION_TYPES) ?? before.integrationType;
  return {
    ...before,
    friendlyName: form.text("FriendlyName") ?? before.friendlyName,
    chatServiceSid,
    channelType: form.choice("ChannelType", CHANNEL_TYPES) ?? before.channelType,
    contactIdentity: form.text("ContactIdentity") ?? before.contactIdentity,
    enabled: form.flag("Enabled") ?? before.enabled,
    integrationType,
    integration: integrationOf(account, before, integrationType, form),
    longLived: form.flag("LongLived") ?? before.longLived,
    janitorEnabled: form.flag("JanitorEnabled") ?? before.janitorEnabled,
  };
}

/** An integration of another type starts from nothing. */
function integrationOf(
  account: Account,
  before: FlexFlow,
  type: FlexFlow["integrationType"],
  form: Form,
): JsonObject {
  if (type === "task") throw notImitated("Flex Flows that make tasks by themselves");
  const kept = type === before.integrationType ? before.integration : {};
  const [name, field] = TARGETS[type];
  const sent = form.text(name);
  const target = sent ?? kept[field];
  if (target === undefined) throw invalidParameter(`An integration of type ${type} needs ${name}`);
  if (type === "studio" && sent !== undefined && account.flows.all.get(sent) === undefined) {
    throw invalidParameter(`Studio flow ${sent} does not exist`);
  }
  const retries = form.integer("Integration.RetryCount", { max: 3 }) ?? kept["retry_count"] ?? 3;
  return { [field]: target, retry_count: retries };
}

const TARGETS = {
  studio: ["Integration.FlowSid", "flow_sid"],
  external: ["Integration.Url", "url"],
} as const;
