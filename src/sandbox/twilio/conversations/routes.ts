import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { notFound, notImitated } from "../wire/api-error.ts";
import { hostRoutes, type HostRoutes } from "../wire/routes.ts";
import { conversationRoutes, membershipRoutes } from "./conversation-routes.ts";
import type { Level } from "./level.ts";
import { messageRoutes } from "./message-routes.ts";
import { participantRoutes } from "./participant-routes.ts";
import { showConversations } from "./show.ts";
import { readDefaultTimers, showTimer } from "./timers.ts";
import { webhookRoutes } from "./webhook-routes.ts";

export function conversationsRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "conversations.twilio.com");
  configurationRoutes(routes, account);
  for (const name of ["account", "service"] as const) {
    const level: Level = {
      routes,
      base: name === "account" ? "/v1" : "/v1/Services/:ChatServiceSid",
      account(call) {
        const current = account();
        if (name === "service" && call.path("ChatServiceSid") !== current.runtime.ready.chatServiceSid) {
          throw notFound(call.resource);
        }
        return current;
      },
      show: (call) => showConversations(level.account(call).runtime.ready, name),
    };
    conversationRoutes(level);
    participantRoutes(level);
    messageRoutes(level);
    webhookRoutes(level);
    membershipRoutes(level);
  }
}

function configurationRoutes(routes: HostRoutes, account: () => Account): void {
  const show = () => {
    const { accountSid, chatServiceSid } = account().runtime.ready;
    const { inactive, closed } = account().conversations.store.defaultTimers;
    return {
      account_sid: accountSid,
      default_chat_service_sid: chatServiceSid,
      default_messaging_service_sid: null,
      default_inactive_timer: showTimer(inactive),
      default_closed_timer: showTimer(closed),
      url: "https://conversations.twilio.com/v1/Configuration",
      links: {
        service: `https://conversations.twilio.com/v1/Services/${chatServiceSid}/Configuration`,
        webhooks: "https://conversations.twilio.com/v1/Configuration/Webhooks",
      },
    };
  };
  routes.get("/v1/Configuration", show);
  routes.update("/v1/Configuration", (call) => {
    for (const name of ["DefaultChatServiceSid", "DefaultMessagingServiceSid"])
      if (call.form.has(name)) throw notImitated(`changing ${name}`);
    const { defaultTimers } = account().conversations.store;
    Object.assign(defaultTimers, readDefaultTimers(call.form, defaultTimers));
    return show();
  });
}
