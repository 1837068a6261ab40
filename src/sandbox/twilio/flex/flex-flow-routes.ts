import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { notFound } from "../wire/api-error.ts";
import { isoSeconds } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call } from "../wire/routes.ts";
import { createFlexFlow, updateFlexFlow } from "./flex-flows.ts";
import type { FlexFlow } from "./legacy-model.ts";

const PAGE_MAX = 1000;
const FLOWS = "/v1/FlexFlows";

/** What of Flex rests on Programmable Chat: its Flex Flows. */
export function flexFlowRoutes(app: FastifyInstance, current: () => Account): void {
  const routes = hostRoutes(app, "flex-api.twilio.com");
  const account = (): Account => {
    current().chat.requireOffered();
    return current();
  };
  const show = (flow: FlexFlow) => showFlexFlow(current().runtime.ready.accountSid, flow);
  const find = (call: Call): FlexFlow => {
    const found = account().flexFlows.get(call.path("Sid"));
    if (found === undefined) throw notFound(call.resource);
    return found;
  };
  routes.get(FLOWS, (call) => {
    const name = call.query.text("FriendlyName");
    const items = account()
      .flexFlows.all()
      .filter(({ friendlyName }) => name === undefined || friendlyName === name);
    return page(call, { key: "flex_flows", items, show, max: PAGE_MAX });
  });
  routes.create(FLOWS, (call) => show(createFlexFlow(account(), call.form)));
  routes.get(`${FLOWS}/:Sid`, (call) => show(find(call)));
  routes.update(`${FLOWS}/:Sid`, (call) => show(updateFlexFlow(account(), find(call), call.form)));
  routes.remove(`${FLOWS}/:Sid`, (call) => account().flexFlows.delete(find(call).sid));
}

function showFlexFlow(accountSid: string, flow: FlexFlow): unknown {
  return {
    account_sid: accountSid,
    date_created: isoSeconds(flow.createdAt),
    date_updated: isoSeconds(flow.updatedAt),
    sid: flow.sid,
    friendly_name: flow.friendlyName,
    chat_service_sid: flow.chatServiceSid,
    channel_type: flow.channelType,
    contact_identity: flow.contactIdentity,
    enabled: flow.enabled,
    integration_type: flow.integrationType,
    integration: flow.integration,
    long_lived: flow.longLived,
    janitor_enabled: flow.janitorEnabled,
    url: `https://flex-api.twilio.com/v1/FlexFlows/${flow.sid}`,
  };
}
