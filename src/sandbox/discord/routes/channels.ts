import { AUDIT } from "../guild/audit-log.ts";
import {
  createChannel,
  deleteChannel,
  guildChannels,
  modifyChannel,
  moveChannels,
} from "../channels/channels.ts";
import { readForm, readForms } from "../rest/form.ts";
import { requireGuild, visibleChannel } from "../guild/guards.ts";
import { deleteOverwrite, putOverwrite } from "../channels/overwrites.ts";
import type { Sublimit } from "../rest/sublimit.ts";
import { created, noContent, ok, type Route } from "../rest/rest.ts";
import { tagsAfter } from "../channels/forum-posts.ts";
import { deleteThread, modifyThread, type ThreadLimits } from "../channels/threads.ts";
import { channelToWire, guildChannelToWire } from "../wire/channel.ts";
import type { World } from "../world.ts";

export function channelRoutes(world: World, renames: Sublimit): readonly Route[] {
  return [...guildChannelRoutes(world), ...singleChannelRoutes(world, renames), ...overwriteRoutes(world)];
}

function guildChannelRoutes(world: World): readonly Route[] {
  return [
    {
      method: "GET",
      path: "/guilds/:guild_id/channels",
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        return ok(guildChannels(world).map((channel) => guildChannelToWire(world, channel)));
      },
    },
    {
      method: "POST",
      path: "/guilds/:guild_id/channels",
      audited: { action: AUDIT.CHANNEL_CREATE },
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        return created(guildChannelToWire(world, createChannel(world, readForm(call.body))));
      },
    },
    {
      method: "PATCH",
      path: "/guilds/:guild_id/channels",
      audited: { action: AUDIT.CHANNEL_UPDATE, target: "guild_id" },
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        moveChannels(world, readForms(call.body));
        return noContent;
      },
    },
  ];
}

function singleChannelRoutes(world: World, renames: Sublimit): readonly Route[] {
  const path = "/channels/:channel_id";
  const limits: ThreadLimits = {
    limitRename: renames.take,
    tagsFor: (thread, form) => tagsAfter(world, thread, form),
  };
  return [
    {
      method: "GET",
      path,
      answer: (call) => ok(channelToWire(world, visibleChannel(world, call.param("channel_id")))),
    },
    {
      method: "PATCH",
      path,
      audited: { action: AUDIT.CHANNEL_UPDATE, target: "channel_id" },
      answer(call) {
        const form = readForm(call.body);
        const found = visibleChannel(world, call.param("channel_id"));
        if (found.kind === "thread")
          return ok(channelToWire(world, modifyThread(world, found, form, limits)));
        const channel = modifyChannel(world, call.param("channel_id"), form, renames.take);
        return ok(guildChannelToWire(world, channel));
      },
    },
    {
      method: "DELETE",
      path,
      audited: { action: AUDIT.CHANNEL_DELETE, target: "channel_id" },
      answer(call) {
        const found = visibleChannel(world, call.param("channel_id"));
        if (found.kind !== "thread") return ok(guildChannelToWire(world, deleteChannel(world, found.id)));
        deleteThread(world, found);
        return ok(channelToWire(world, found));
      },
    },
  ];
}

function overwriteRoutes(world: World): readonly Route[] {
  const path = "/channels/:channel_id/permissions/:overwrite_id";
  return [
    {
      method: "PUT",
      path,
      audited: { action: AUDIT.OVERWRITE_UPDATE, target: "channel_id" },
      answer(call) {
        putOverwrite(world, call.param("channel_id"), call.param("overwrite_id"), readForm(call.body));
        return noContent;
      },
    },
    {
      method: "DELETE",
      path,
      audited: { action: AUDIT.OVERWRITE_DELETE, target: "channel_id" },
      answer(call) {
        deleteOverwrite(world, call.param("channel_id"), call.param("overwrite_id"));
        return noContent;
      },
    },
  ];
}
