import { createCollection, type Collection } from "../collection.ts";
import { notFound } from "../wire/api-error.ts";
import { parseObject } from "../wire/json.ts";
import type { Channel, ChannelMember, ChannelWebhook, ChatMessage, ChatUser } from "./model.ts";

/** What the chat services hold. */
export interface ChatStore {
  /** Grouped by service. */
  readonly users: Collection<ChatUser>;
  /** Grouped by service. */
  readonly channels: Collection<Channel>;
  /** The four are grouped by channel. */
  readonly members: Collection<ChannelMember>;
  readonly messages: Collection<ChatMessage>;
  readonly webhooks: Collection<ChannelWebhook>;
  /** By SID or identity. */
  userOf(serviceSid: string, name: string): ChatUser | undefined;
  findUser(serviceSid: string, name: string): ChatUser;
  channelNamed(serviceSid: string, uniqueName: string): Channel | undefined;
  /** By SID or unique name. */
  findChannel(serviceSid: string, name: string): Channel;
  /** The next index of a message; that of a deleted one is never given again. */
  takeIndex(channelSid: string): number;
  forget(channelSid: string): void;
}

export function createChatStore(): ChatStore {
  const users = createCollection<ChatUser>(({ serviceSid }) => serviceSid);
  const channels = createCollection<Channel>(({ serviceSid }) => serviceSid);
  const members = createCollection<ChannelMember>(({ channelSid }) => channelSid);
  const messages = createCollection<ChatMessage>(({ channelSid }) => channelSid);
  const webhooks = createCollection<ChannelWebhook>(({ channelSid }) => channelSid);
  const nextIndex = new Map<string, number>();
  const store: ChatStore = {
    users,
    channels,
    members,
    messages,
    webhooks,
    userOf: (serviceSid, name) =>
      users.of(serviceSid).find(({ sid, identity }) => sid === name || identity === name),
    findUser(serviceSid, name) {
      const found = store.userOf(serviceSid, name);
      if (found === undefined) throw notFound(`/Services/${serviceSid}/Users/${name}`);
      return found;
    },
    channelNamed: (serviceSid, uniqueName) =>
      channels.of(serviceSid).find((channel) => channel.uniqueName === uniqueName),
    findChannel(serviceSid, name) {
      const bySid = channels.get(name);
      const found = bySid?.serviceSid === serviceSid ? bySid : store.channelNamed(serviceSid, name);
      if (found === undefined) throw notFound(`/Services/${serviceSid}/Channels/${name}`);
      return found;
    },
    takeIndex(channelSid) {
      const index = nextIndex.get(channelSid) ?? 0;
      nextIndex.set(channelSid, index + 1);
      return index;
    },
    forget(channelSid) {
      for (const family of [members, messages, webhooks]) {
        for (const { sid } of family.of(channelSid)) family.delete(sid);
      }
      channels.delete(channelSid);
    },
  };
  return store;
}

/** Whether Flex is done with a channel: it then says so in the attributes, and nowhere else. */
export function isInactive({ attributes }: Channel): boolean {
  return parseObject(attributes)["status"] === "INACTIVE";
}
