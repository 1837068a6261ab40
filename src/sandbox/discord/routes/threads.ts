import { AUDIT } from "../guild/audit-log.ts";
import { readForm } from "../rest/form.ts";
import { createForumPost } from "../channels/forum-posts.ts";
import { guildChannelWith, requireGuild, visibleChannel } from "../guild/guards.ts";
import { refusal } from "../rest/errors.ts";
import { CHANNEL } from "../channels/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { created, noContent, ok, type Route } from "../rest/rest.ts";
import { activeThreads, addToThread, createThread, visibleThread } from "../channels/threads.ts";
import { threadMemberToWire, threadToWire } from "../wire/thread.ts";
import type { World } from "../world.ts";

/** Private threads and forums' posts. What they share with channels is with those: reading, changing, deleting, messages. */
export function threadRoutes(world: World): readonly Route[] {
  const member = "/channels/:channel_id/thread-members/:user_id";
  return [
    {
      method: "POST",
      path: "/channels/:channel_id/threads",
      audited: { action: AUDIT.THREAD_CREATE },
      answer(call) {
        const form = readForm(call.body);
        const parent = visibleChannel(world, call.param("channel_id"));
        if (parent.kind === "guild" && parent.type === CHANNEL.FORUM) {
          return created(threadToWire(world, createForumPost(world, parent, form, call.files)));
        }
        const found = guildChannelWith(world, parent.id, PERMISSION.CREATE_PRIVATE_THREADS);
        return created(threadToWire(world, createThread(world, found, form)));
      },
    },
    {
      method: "PUT",
      path: member,
      answer(call) {
        addToThread(world, call.param("channel_id"), call.param("user_id"));
        return noContent;
      },
    },
    {
      method: "GET",
      path: member,
      answer(call) {
        const thread = visibleThread(world, call.param("channel_id"));
        const found = thread.members.find(({ userId }) => userId === call.param("user_id"));
        if (found === undefined) throw refusal("unknownMember");
        return ok(threadMemberToWire(thread, found));
      },
    },
    {
      method: "GET",
      path: "/guilds/:guild_id/threads/active",
      answer(call) {
        requireGuild(world, call.param("guild_id"));
        const active = activeThreads(world);
        const { botId } = world.identity;
        const members = active.flatMap((thread) =>
          thread.members
            .filter(({ userId }) => userId === botId)
            .map((own) => threadMemberToWire(thread, own)),
        );
        return ok({ threads: active.map((thread) => threadToWire(world, thread)), members, has_more: false });
      },
    },
  ];
}
