import { randomBytes } from "node:crypto";

import { refusal } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { guildChannelWith, visibleChannel } from "../guild/guards.ts";
import { CHANNEL, type GuildChannel, WEBHOOK, type Webhook } from "./model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import type { World } from "../world.ts";

const MOST_PER_CHANNEL = 15;
/** Words Discord keeps for itself. */
const RESERVED = /clyde|discord/iu;

export function createWebhook(world: World, channelId: string, form: Form): Webhook {
  const channel = guildChannelWith(world, channelId, PERMISSION.MANAGE_WEBHOOKS);
  const name = readName(form, true) ?? "";
  form.done();
  requireRoom(world, channel);
  return put(world, {
    id: world.nextId(),
    type: WEBHOOK.INCOMING,
    name,
    channelId,
    creatorId: world.identity.botId,
    token: randomBytes(51).toString("base64url"),
    sourceChannelId: null,
  });
}

/** Has an announcement channel's published messages posted in another channel. */
export function followChannel(world: World, sourceId: string, form: Form): Webhook {
  const targetId = form.snowflake("webhook_channel_id", { required: true }) ?? "";
  form.done();
  const source = visibleChannel(world, sourceId);
  if (source.kind !== "guild" || source.type !== CHANNEL.ANNOUNCEMENT) throw refusal("wrongChannelType");
  const target = guildChannelWith(world, targetId, PERMISSION.MANAGE_WEBHOOKS);
  requireRoom(world, target);
  return put(world, {
    id: world.nextId(),
    type: WEBHOOK.CHANNEL_FOLLOWER,
    name: `${world.guild.name} #${source.name}`,
    channelId: targetId,
    creatorId: world.identity.botId,
    token: null,
    sourceChannelId: sourceId,
  });
}

export function modifyWebhook(world: World, id: string, form: Form): Webhook {
  const before = findWebhook(world, id);
  const name = readName(form, false);
  const channelId = form.snowflake("channel_id");
  form.done();
  const moved = channelId ?? before.channelId;
  if (moved !== before.channelId) {
    requireRoom(world, guildChannelWith(world, moved, PERMISSION.MANAGE_WEBHOOKS));
  }
  return put(world, { ...before, name: name ?? before.name, channelId: moved });
}

export function deleteWebhook(world: World, id: string): void {
  findWebhook(world, id);
  world.webhooks.delete(id);
  world.context.changed("discord");
}

/** One that exists, in a channel where the bot may manage it. */
export function findWebhook(world: World, id: string): Webhook {
  const webhook = world.webhooks.get(id);
  if (webhook === undefined) throw refusal("unknownWebhook");
  guildChannelWith(world, webhook.channelId, PERMISSION.MANAGE_WEBHOOKS);
  return webhook;
}

function readName(form: Form, required: boolean): string | undefined {
  const name = form.string("name", { min: 1, max: 80, required })?.trim();
  if (name !== undefined && RESERVED.test(name)) {
    form.fault("name", "USERNAME_INVALID_CONTAINS", "Username cannot contain that word");
  }
  return name;
}

function requireRoom(world: World, { id }: GuildChannel): void {
  const there = [...world.webhooks.values()].filter(({ channelId }) => channelId === id);
  if (there.length >= MOST_PER_CHANNEL) throw refusal("tooManyWebhooks");
}

function put(world: World, webhook: Webhook): Webhook {
  world.webhooks.set(webhook.id, webhook);
  world.context.changed("discord");
  return webhook;
}
