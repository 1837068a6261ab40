import { INTENT } from "../gateway/dispatch.ts";
import { notImitated, refusal } from "../rest/errors.ts";
import type { Field, Form } from "../rest/form.ts";
import { botBits, botMember, visibleChannel } from "../guild/guards.ts";
import { CHANNEL, type GuildChannel, type ThreadChannel } from "./model.ts";
import type { Member } from "../guild/model.ts";
import { PERMISSION } from "../guild/permission-bits.ts";
import { channelPermissions, has } from "../guild/permissions.ts";
import { threadMemberToWire, threadToWire } from "../wire/thread.ts";
import type { World } from "../world.ts";

const ARCHIVE_MINUTES = [60, 1440, 4320, 10_080] as const;
const USUAL_ARCHIVE_MINUTES = 4320;
const LONGEST_SLOWMODE = 21_600;
/** Active threads that a server may have. */
const MOST_ACTIVE = 1000;
const THREAD_TYPES = [10, 11, 12] as const;

/** What a request says of the thread it makes. */
export interface ThreadForm {
  readonly name: string;
  readonly archiveMinutes: Field<number>;
  readonly rateLimitPerUser: number;
}

export function readThread(form: Form): ThreadForm {
  return {
    name: form.string("name", { min: 1, max: 100, required: true }) ?? "",
    archiveMinutes: form.choice("auto_archive_duration", ARCHIVE_MINUTES),
    rateLimitPerUser: form.integer("rate_limit_per_user", { min: 0, max: LONGEST_SLOWMODE }) ?? 0,
  };
}

/** Creates a private thread below a text channel; whoever creates one is in it. */
export function createThread(world: World, parent: GuildChannel, form: Form): ThreadChannel {
  const read = readThread(form);
  // Without a type this version of the API makes private threads (documented).
  const type = form.choice("type", THREAD_TYPES) ?? CHANNEL.PRIVATE_THREAD;
  const invitable = form.boolean("invitable") ?? true;
  form.done();
  if (type !== CHANNEL.PRIVATE_THREAD) throw notImitated("public threads that are no forum's posts");
  if (parent.type !== CHANNEL.TEXT) throw refusal("wrongChannelType");
  const thread = { ...blankThread(world, parent, { ...read, type }), invitable };
  announceThread(world, thread);
  return thread;
}

/** A thread with nothing in it yet. */
export function blankThread(
  world: World,
  parent: GuildChannel,
  { name, archiveMinutes, rateLimitPerUser, type }: ThreadForm & Pick<ThreadChannel, "type">,
): ThreadChannel {
  if (threads(world).filter(({ archived }) => !archived).length >= MOST_ACTIVE)
    throw refusal("tooManyThreads");
  const now = world.context.now();
  return {
    kind: "thread",
    id: world.nextId(),
    type,
    name,
    parentId: parent.id,
    ownerId: world.identity.botId,
    invitable: true,
    rateLimitPerUser,
    archiveMinutes: archiveMinutes ?? parent.defaultAutoArchiveDuration ?? USUAL_ARCHIVE_MINUTES,
    archived: false,
    locked: false,
    archiveChangedAt: now,
    members: [{ userId: world.identity.botId, joinedAt: now }],
    appliedTags: [],
    messageCount: 0,
    lastMessageId: null,
  };
}

export function announceThread(world: World, thread: ThreadChannel): void {
  world.channels.set(thread.id, thread);
  const data = { ...threadToWire(world, thread), newly_created: true };
  world.emit({ event: "THREAD_CREATE", data, intent: INTENT.GUILDS, ofGuild: true });
}

/** Adds somebody who can see the parent; adding them again changes nothing. */
export function addToThread(world: World, threadId: string, userId: string): void {
  const thread = visibleThread(world, threadId);
  requireUnarchived(thread);
  if (!has(botBits(world, thread), PERMISSION.SEND_MESSAGES)) throw refusal("missingPermissions");
  const member = world.members.get(userId);
  if (member === undefined) throw refusal(world.users.has(userId) ? "unknownMember" : "unknownUser");
  const parent = world.channels.get(thread.parentId);
  const seesParent =
    parent?.kind === "guild" && has(channelPermissions(world, member, parent), PERMISSION.VIEW_CHANNEL);
  if (!seesParent) throw refusal("missingAccess");
  if (thread.members.some((one) => one.userId === userId)) return;
  const added = { userId, joinedAt: world.context.now() };
  const changed = { ...thread, members: [...thread.members, added] };
  world.channels.set(thread.id, changed);
  const data = {
    id: thread.id,
    guild_id: world.guild.id,
    member_count: changed.members.length,
    added_members: [threadMemberToWire(changed, added)],
  };
  world.emit({ event: "THREAD_MEMBERS_UPDATE", data, intent: INTENT.GUILD_MEMBERS, ofGuild: true });
}

/** A member goes by themselves, or is taken out. */
export function leaveThread(world: World, thread: ThreadChannel, userId: string): void {
  const members = thread.members.filter((one) => one.userId !== userId);
  world.channels.set(thread.id, { ...thread, members });
  const data = {
    id: thread.id,
    guild_id: world.guild.id,
    member_count: members.length,
    removed_member_ids: [userId],
  };
  world.emit({ event: "THREAD_MEMBERS_UPDATE", data, intent: INTENT.GUILD_MEMBERS, ofGuild: true });
}

/**
 * Bringing a thread back takes the right to write in it; all else its owner's, or MANAGE_THREADS.
 * @param limitRename counts names as those of channels (assumed)
 */
export function modifyThread(
  world: World,
  thread: ThreadChannel,
  form: Form,
  { limitRename, tagsFor }: ThreadLimits,
): ThreadChannel {
  const bits = botBits(world, thread);
  const manages = has(bits, PERMISSION.MANAGE_THREADS);
  const archived = form.boolean("archived") ?? thread.archived;
  const after: ThreadChannel = {
    ...thread,
    name: form.string("name", { min: 1, max: 100 }) ?? thread.name,
    archived,
    locked: form.boolean("locked") ?? thread.locked,
    invitable: form.boolean("invitable") ?? thread.invitable,
    archiveMinutes: form.choice("auto_archive_duration", ARCHIVE_MINUTES) ?? thread.archiveMinutes,
    archiveChangedAt: archived === thread.archived ? thread.archiveChangedAt : world.context.now(),
    appliedTags: tagsFor(thread, form),
  };
  form.done();
  if (thread.locked && !manages) throw refusal("missingPermissions");
  if (after.locked !== thread.locked && !manages) throw refusal("missingPermissions");
  if (thread.ownerId !== world.identity.botId && !manages) throw refusal("missingPermissions");
  if (thread.archived && after.archived) requireUnarchived(thread);
  if (thread.archived && !after.archived && !has(bits, PERMISSION.SEND_MESSAGES)) {
    throw refusal("missingPermissions");
  }
  if (after.name !== thread.name) limitRename(thread.id);
  saveThread(world, after);
  return after;
}

export interface ThreadLimits {
  readonly limitRename: (threadId: string) => void;
  /** The tags a thread has when a request was done. */
  readonly tagsFor: (thread: ThreadChannel, form: Form) => readonly string[];
}

export function deleteThread(world: World, thread: ThreadChannel): void {
  if (!has(botBits(world, thread), PERMISSION.MANAGE_THREADS)) throw refusal("missingPermissions");
  removeThread(world, thread);
}

export function removeThread(world: World, thread: ThreadChannel): void {
  world.channels.delete(thread.id);
  const { id, parentId: parent_id, type } = thread;
  const data = { id, guild_id: world.guild.id, parent_id, type };
  world.emit({ event: "THREAD_DELETE", data, intent: INTENT.GUILDS, ofGuild: true });
}

export function saveThread(world: World, thread: ThreadChannel): void {
  world.channels.set(thread.id, thread);
  const data = threadToWire(world, thread);
  world.emit({ event: "THREAD_UPDATE", data, intent: INTENT.GUILDS, ofGuild: true });
}

/** Writing in an archived thread brings it back, unless it is locked (documented). */
export function wakeThread(world: World, thread: ThreadChannel, writer: Member): void {
  const manages = has(channelPermissions(world, writer, thread), PERMISSION.MANAGE_THREADS);
  if (thread.locked && !manages) throw refusal("lockedThread");
  if (!thread.archived) return;
  saveThread(world, { ...thread, archived: false, archiveChangedAt: world.context.now() });
}

/** What Discord lets nobody do in an archived thread: edit messages, add people (documented). */
export function requireUnarchived({ archived }: ThreadChannel): void {
  if (archived) throw refusal("archivedThread");
}

/** The active threads that the bot can look into, the youngest first. */
export function activeThreads(world: World): readonly ThreadChannel[] {
  const bot = botMember(world);
  return threads(world)
    .filter(({ archived }) => !archived)
    .filter((thread) => has(channelPermissions(world, bot, thread), PERMISSION.VIEW_CHANNEL))
    .toReversed();
}

export function threads(world: World): readonly ThreadChannel[] {
  return [...world.channels.values()].filter((channel) => channel.kind === "thread");
}

export function visibleThread(world: World, threadId: string): ThreadChannel {
  const thread = visibleChannel(world, threadId);
  if (thread.kind !== "thread") throw refusal("wrongChannelType");
  return thread;
}
