import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { notFound } from "../wire/api-error.ts";
import { hostRoutes, type HostRoutes } from "../wire/routes.ts";
import { conversationRoutes, membershipRoutes } from "./conversation-routes.ts";
import type { Level } from "./level.ts";
import { messageRoutes } from "./message-routes.ts";
import { participantRoutes } from "./participant-routes.ts";
import { showConversations } from "./show.ts";
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
  routes.get("/v1/Configuration", () => {
    const { accountSid, chatServiceSid } = account().runtime.ready;
    return {
      account_sid: accountSid,
      default_chat_service_sid: chatServiceSid,
      default_messaging_service_sid: null,
      default_inactive_timer: null,
      default_closed_timer: null,
      url: "https://conversations.twilio.com/v1/Configuration",
      links: {
        service: `https://conversations.twilio.com/v1/Services/${chatServiceSid}/Configuration`,
        webhooks: "https://conversations.twilio.com/v1/Configuration/Webhooks",
      },
    };
  });
}
