import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { removeChannel } from "../chat/channels.ts";
import { ApiError } from "../wire/api-error.ts";
import { isoSeconds } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call } from "../wire/routes.ts";
import { createFlexChannel } from "./flex-channels.ts";
import type { FlexChannel } from "./legacy-model.ts";

const PAGE_MAX = 1000;
const CHANNELS = "/v1/Channels";

/** The other thing of Flex that rests on Programmable Chat: its channels. */
export function flexChannelRoutes(app: FastifyInstance, current: () => Account): void {
  const routes = hostRoutes(app, "flex-api.twilio.com");
  const account = (): Account => {
    current().chat.requireOffered();
    return current();
  };
  const show = (channel: FlexChannel) => showFlexChannel(current().runtime.ready.accountSid, channel);
  const find = (call: Call): FlexChannel => {
    const found = account().flexChannels.get(call.path("Sid"));
    if (found === undefined) throw new ApiError(404, 45204, "Requested Flex Chat Channel is not found");
    return found;
  };
  routes.get(CHANNELS, (call) =>
    page(call, { key: "flex_chat_channels", items: account().flexChannels.all(), show, max: PAGE_MAX }),
  );
  routes.create(CHANNELS, (call) => {
    account().limits.take("Flex Channels", current().runtime.ready.accountSid);
    return show(createFlexChannel(current(), call.form));
  });
  routes.get(`${CHANNELS}/:Sid`, (call) => show(find(call)));
  routes.remove(`${CHANNELS}/:Sid`, (call) => {
    const { chat, flexChannels } = current();
    const { sid } = find(call);
    const channel = chat.store.channels.get(sid);
    if (channel !== undefined) removeChannel(chat, channel, { source: "API", announced: false });
    flexChannels.delete(sid);
  });
}

function showFlexChannel(accountSid: string, channel: FlexChannel): unknown {
  return {
    account_sid: accountSid,
    flex_flow_sid: channel.flexFlowSid,
    sid: channel.sid,
    user_sid: channel.userSid,
    task_sid: null,
    url: `https://flex-api.twilio.com/v1/Channels/${channel.sid}`,
    date_created: isoSeconds(channel.createdAt),
    date_updated: isoSeconds(channel.createdAt),
  };
}
