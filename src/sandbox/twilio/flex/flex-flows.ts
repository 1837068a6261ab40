import { newSid } from "../sids.ts";
import type { Flows } from "../studio/flows.ts";
import { invalidParameter, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import type { JsonObject } from "../wire/json.ts";
import { CHANNEL_TYPES, type FlexFlow, INTEGRATION_TYPES } from "./legacy-model.ts";
import type { FlexParts } from "./parts.ts";

type Parts = FlexParts & { readonly flows: Flows };

export function createFlexFlow(parts: Parts, form: Form): FlexFlow {
  const now = parts.runtime.now();
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
  return parts.flexFlows.put(changed(parts, blank, form));
}

export function updateFlexFlow(parts: Parts, before: FlexFlow, form: Form): FlexFlow {
  return parts.flexFlows.put({ ...changed(parts, before, form), updatedAt: parts.runtime.now() });
}

/** What is not sent stays; services and flows must exist (assumed, the harsher reading). */
function changed(parts: Parts, before: FlexFlow, form: Form): FlexFlow {
  const chatServiceSid = form.text("ChatServiceSid") ?? before.chatServiceSid;
  if (form.has("ChatServiceSid") && parts.chat.services.get(chatServiceSid) === undefined) {
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
    integration: integrationOf(parts, before, integrationType, form),
    longLived: form.flag("LongLived") ?? before.longLived,
    janitorEnabled: form.flag("JanitorEnabled") ?? before.janitorEnabled,
  };
}

/** An integration of another type starts from nothing. */
function integrationOf(
  parts: Parts,
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
  if (type === "studio" && sent !== undefined && parts.flows.all.get(sent) === undefined) {
    throw invalidParameter(`Studio flow ${sent} does not exist`);
  }
  const retries = form.integer("Integration.RetryCount", { max: 3 }) ?? kept["retry_count"] ?? 3;
  return { [field]: target, retry_count: retries };
}

const TARGETS = {
  studio: ["Integration.FlowSid", "flow_sid"],
  external: ["Integration.Url", "url"],
} as const;
