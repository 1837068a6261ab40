import { Routes, WebhookType, type APIFollowedChannel, type APIWebhook } from "discord-api-types/v10";

import type { Found, ResolvedFields, Target } from "../../provision/ports.ts";
import { createdAt, type Server } from "./server.ts";
import { textOf } from "./text-of.ts";

/**
 * Announcement channels whose published messages appear in a channel of ours. Discord keeps each as a webhook
 * of a type of its own, whose source cannot change.
 */
export function followTarget(server: Server): Target {
  const follow = async (fields: ResolvedFields): Promise<Found> => {
    const [source, channel] = [textOf(fields, "source"), textOf(fields, "channel")];
    const route = Routes.channelFollowers(source);
    const body = { webhook_channel_id: channel };
    const { webhook_id: id } = await server.write<APIFollowedChannel>(
      "post",
      route,
      body,
      "following a channel",
    );
    return found(id, source, channel);
  };
  return {
    kind: "discord.follow",
    noun: "followed channel",
    rewritten: [],
    guarded: [],
    isFixed: (field) => field === "source",
    async read() {
      const webhooks = await server.webhooks();
      return {
        found: webhooks.filter(({ type }) => type === WebhookType.ChannelFollower).map(foundFollow),
        wanted: ({ key, spec }) => {
          const source = spec["source"] ?? null;
          // A channel that is described here is known by its key, any other by its id alone.
          const wanted = typeof source === "string" ? remote(source) : source;
          return { fields: { source: wanted, channel: spec["channel"] ?? null }, name: key, notes: [] };
        },
      };
    },
    alike: (one, other) => JSON.stringify(one) === JSON.stringify(other),
    // The same source in the same channel: nothing about it could be anybody else's.
    owns: () => true,
    create: ({ fields }) => follow(fields),
    async update({ id, fields }) {
      const body = { channel_id: fields["channel"] };
      await server.write("patch", Routes.webhook(id), body, "moving a followed channel");
      return found(id, textOf(fields, "source"), textOf(fields, "channel"));
    },
    async remove({ id }) {
      await server.write("delete", Routes.webhook(id), undefined, "following a channel no longer");
    },
  };
}

const remote = (id: string) => ({ remote: { kind: "discord.channel", id } }) as const;

function foundFollow(webhook: APIWebhook): Found {
  return found(webhook.id, webhook.source_channel?.id ?? "", webhook.channel_id ?? "", webhook.name ?? "");
}

function found(id: string, source: string, channel: string, name = ""): Found {
  return {
    id,
    name,
    createdAt: createdAt(id),
    fields: { source: remote(source), channel: remote(channel) },
  };
}
