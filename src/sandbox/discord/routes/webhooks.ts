import { AUDIT } from "../guild/audit-log.ts";
import { readForm } from "../rest/form.ts";
import { guildChannelWith, requireGuild, requireGuildPermission } from "../guild/guards.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { noContent, ok, type Route } from "../rest/rest.ts";
import {
  createWebhook,
  deleteWebhook,
  findWebhook,
  followChannel,
  modifyWebhook,
} from "../channels/webhooks.ts";
import { webhookToWire } from "../wire/webhook.ts";
import type { World } from "../world.ts";

export function webhookRoutes(world: World): readonly Route[] {
  return [...listRoutes(world), ...singleRoutes(world)];
}

function listRoutes(world: World): readonly Route[] {
  const inChannel = "/channels/:channel_id/webhooks";
  return [
    {
      method: "GET",
      path: "/guilds/:guild_id/webhooks",
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        requireGuildPermission(world, PERMISSION.MANAGE_WEBHOOKS);
        return ok([...world.webhooks.values()].map((webhook) => webhookToWire(world, webhook)));
      },
    },
    {
      method: "GET",
      path: inChannel,
      answer(call) {
        const { id } = guildChannelWith(world, call.param("channel_id"), PERMISSION.MANAGE_WEBHOOKS);
        const here = [...world.webhooks.values()].filter(({ channelId }) => channelId === id);
        return ok(here.map((webhook) => webhookToWire(world, webhook)));
      },
    },
    {
      method: "POST",
      path: inChannel,
      audited: { action: AUDIT.WEBHOOK_CREATE },
      answer: (call) =>
        ok(webhookToWire(world, createWebhook(world, call.param("channel_id"), readForm(call.body)))),
    },
    {
      method: "POST",
      path: "/channels/:channel_id/followers",
      audited: { action: AUDIT.WEBHOOK_CREATE, target: "channel_id" },
      answer(call) {
        const { id, channelId } = followChannel(world, call.param("channel_id"), readForm(call.body));
        return ok({ channel_id: channelId, webhook_id: id });
      },
    },
  ];
}

function singleRoutes(world: World): readonly Route[] {
  const path = "/webhooks/:webhook_id";
  return [
    {
      method: "GET",
      path,
      answer: (call) => ok(webhookToWire(world, findWebhook(world, call.param("webhook_id")))),
    },
    {
      method: "PATCH",
      path,
      audited: { action: AUDIT.WEBHOOK_UPDATE, target: "webhook_id" },
      answer: (call) =>
        ok(webhookToWire(world, modifyWebhook(world, call.param("webhook_id"), readForm(call.body)))),
    },
    {
      method: "DELETE",
      path,
      audited: { action: AUDIT.WEBHOOK_DELETE, target: "webhook_id" },
      answer(call) {
        deleteWebhook(world, call.param("webhook_id"));
        return noContent;
      },
    },
  ];
}
