import type { Origin } from "../conversations/model.ts";
import { newSid } from "../sids.ts";
import { ApiError } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { parseObject } from "../wire/json.ts";
import { isInactive } from "./chat-store.ts";
import type { Channel, ChannelMember, ChatUser } from "./model.ts";
import { channelFields, memberFields } from "./payload.ts";
import type { ProgrammableChat } from "./programmable-chat.ts";

const FRIENDLY_NAME_MAX = 256;
const ATTRIBUTES_MAX_BYTES = 16 * 1024;

export interface NewChannel {
  readonly serviceSid: string;
  readonly friendlyName: string | null;
  readonly uniqueName: string | null;
  readonly type: Channel["type"];
  readonly attributes: string;
}

export function createChannel({ runtime, store }: ProgrammableChat, wanted: NewChannel): Channel {
  refuseTaken(store.channelNamed(wanted.serviceSid, wanted.uniqueName ?? ""));
  const now = runtime.now();
  const channel = store.channels.put({
    ...wanted,
    sid: newSid("CH"),
    createdBy: "system",
    createdAt: now,
    updatedAt: now,
  });
  runtime.context.changed("flex", channel.sid);
  return channel;
}

export function readNewChannel(serviceSid: string, form: Form): NewChannel {
  return {
    serviceSid,
    friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? null,
    uniqueName: form.text("UniqueName") ?? null,
    type: form.choice("Type", ["public", "private"]) ?? "public",
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
  };
}

export function updateChannel(
  { runtime, store, announce }: ProgrammableChat,
  channel: Channel,
  form: Form,
  origin: Origin,
): Channel {
  const uniqueName = form.text("UniqueName") ?? channel.uniqueName;
  if (uniqueName !== channel.uniqueName) {
    refuseTaken(store.channelNamed(channel.serviceSid, uniqueName ?? ""));
  }
  const changed = store.channels.put({
    ...channel,
    uniqueName,
    friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? channel.friendlyName,
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? channel.attributes,
    updatedAt: runtime.now(),
  });
  announce({ channel: changed, event: "onChannelUpdated", origin, fields: channelFields(changed) });
  return changed;
}

export function removeChannel({ store, announce }: ProgrammableChat, channel: Channel, origin: Origin): void {
  announce({ channel, event: "onChannelDestroyed", origin, fields: channelFields(channel) });
  store.forget(channel.sid);
}

/** What Flex does with a channel whose task is over: it says so in the attributes, and tells nobody. */
export function deactivateChannel({ runtime, store }: ProgrammableChat, channelSid: string): void {
  const channel = store.channels.get(channelSid);
  if (channel === undefined || isInactive(channel)) return;
  const attributes = JSON.stringify({ ...parseObject(channel.attributes), status: "INACTIVE" });
  store.channels.put({ ...channel, attributes, updatedAt: runtime.now() });
  runtime.context.changed("flex", channelSid);
}

/** 50208 when the user is in as many channels as the service allows, ended ones counted. */
export function addMember(
  { runtime, store, announce, find }: ProgrammableChat,
  channel: Channel,
  user: ChatUser,
  origin: Origin,
): ChannelMember {
  const before = memberOf(store, channel.sid, user.identity);
  if (before !== undefined) return before;
  const { userChannels, roles } = find(channel.serviceSid);
  if (channelsOf(store, user).length >= userChannels) {
    throw new ApiError(400, 50208, "User channel limit exceeded");
  }
  const member = store.members.put({
    sid: newSid("MB"),
    channelSid: channel.sid,
    userSid: user.sid,
    identity: user.identity,
    roleSid: roles.channel,
    createdAt: runtime.now(),
  });
  announce({ channel, event: "onMemberAdded", origin, fields: memberFields(member) });
  return member;
}

export function removeMember(
  { store, announce }: ProgrammableChat,
  channel: Channel,
  member: ChannelMember,
  origin: Origin,
): void {
  store.members.delete(member.sid);
  announce({ channel, event: "onMemberRemoved", origin, fields: memberFields(member) });
}

export function memberOf(
  { members }: ProgrammableChat["store"],
  channelSid: string,
  identity: string,
): ChannelMember | undefined {
  return members.of(channelSid).find((member) => member.identity === identity);
}

/** The channels a user is in, the oldest first. */
export function channelsOf({ members }: ProgrammableChat["store"], user: ChatUser): readonly ChannelMember[] {
  return members.all().filter(({ userSid }) => userSid === user.sid);
}

function refuseTaken(holder: Channel | undefined): void {
  if (holder === undefined) return;
  throw new ApiError(409, 50307, "Channel with provided unique name already exists");
}
