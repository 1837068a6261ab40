import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { isoSeconds } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call } from "../wire/routes.ts";
import { channelRoutes, messageRoutes, userRoutes, webhookRoutes } from "./channel-routes.ts";
import type { ChatService, ProgrammableChat } from "./programmable-chat.ts";

const PAGE_MAX = 100;
const SERVICES = "/v2/Services";

const sid = (call: Call): string => call.path("Sid");

/** Chat v2: the services and what they hold. */
export function chatRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "chat.twilio.com");
  const chat = (): ProgrammableChat => {
    const offered = account().chat;
    offered.requireOffered();
    return offered;
  };
  const show = (service: ChatService) => showService(account().runtime.ready.accountSid, service);
  routes.get(SERVICES, (call) =>
    page(call, { key: "services", items: chat().services.all(), show, max: PAGE_MAX }),
  );
  routes.create(SERVICES, (call) => show(chat().create(call.form)));
  routes.get(`${SERVICES}/:Sid`, (call) => show(chat().find(sid(call))));
  routes.update(`${SERVICES}/:Sid`, (call) => show(chat().update(sid(call), call.form)));
  routes.remove(`${SERVICES}/:Sid`, (call) => chat().remove(sid(call)));
  const level = { routes, chat, limits: () => account().limits };
  for (const add of [userRoutes, channelRoutes, messageRoutes, webhookRoutes]) add(level);
}

function showService(accountSid: string, service: ChatService): unknown {
  const url = `https://chat.twilio.com/v2/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: accountSid,
    friendly_name: service.friendlyName,
    date_created: isoSeconds(service.createdAt),
    date_updated: isoSeconds(service.updatedAt),
    default_service_role_sid: service.roles.service,
    default_channel_role_sid: service.roles.channel,
    default_channel_creator_role_sid: service.roles.channelCreator,
    read_status_enabled: service.readStatusEnabled,
    reachability_enabled: service.reachabilityEnabled,
    typing_indicator_timeout: service.typingIndicatorTimeout,
    consumption_report_interval: 10,
    limits: { channel_members: service.channelMembers, user_channels: service.userChannels },
    ...UNTOUCHED,
    url,
    links: {
      bindings: `${url}/Bindings`,
      channels: `${url}/Channels`,
      roles: `${url}/Roles`,
      users: `${url}/Users`,
    },
  };
}

/** What a new service has and nobody here changes. */
const UNTOUCHED = {
  pre_webhook_url: null,
  post_webhook_url: null,
  webhook_method: null,
  webhook_filters: null,
  pre_webhook_retry_count: 0,
  post_webhook_retry_count: 0,
  notifications: {
    removed_from_channel: { enabled: false },
    log_enabled: false,
    added_to_channel: { enabled: false },
    new_message: { enabled: false },
    invited_to_channel: { enabled: false },
  },
  media: { size_limit_mb: 150, compatibility_message: "Media messages are not supported by your client" },
} as const;
