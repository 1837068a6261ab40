import { createCollection, type Collection } from "../collection.ts";
import type { Media } from "../media/media.ts";
import type { Runtime } from "../runtime.ts";
import { newSid } from "../sids.ts";
import { ApiError, invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { createChannelAnnouncer, type Announcement, type StartChannelFlow } from "./announce.ts";
import { createChatStore, type ChatStore } from "./chat-store.ts";

export interface ChatService {
  readonly sid: string;
  readonly friendlyName: string;
  readonly readStatusEnabled: boolean;
  readonly reachabilityEnabled: boolean;
  /** Seconds. */
  readonly typingIndicatorTimeout: number;
  readonly channelMembers: number;
  readonly userChannels: number;
  readonly roles: { readonly service: string; readonly channel: string; readonly channelCreator: string };
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Programmable Chat (v2), which Twilio ended for Flex on 1 June 2026: some accounts still have it. */
export interface ProgrammableChat {
  readonly runtime: Runtime;
  readonly services: Collection<ChatService>;
  readonly store: ChatStore;
  /** What the media service keeps. */
  readonly media: Collection<Media>;
  /** Tells a channel's webhooks. */
  readonly announce: (announcement: Announcement) => void;
  /** With which status its calls, and those of Flex Flows, are refused; null while the account has it. */
  refusal: number | null;
  /** Throws what an account without it answers. */
  requireOffered(): void;
  readonly find: (sid: string) => ChatService;
  create(form: Form): ChatService;
  update(sid: string, form: Form): ChatService;
  remove(sid: string): void;
}

/** What of a service nothing here acts upon. */
const UNTOUCHED = ["Notifications.", "Media.", "PreWebhook", "PostWebhook", "Webhook", "Default"];
const LIMIT_MAX = 1000;

/** The service that Flex works with is there from the start. */
export function createProgrammableChat(
  runtime: Runtime,
  media: Collection<Media>,
  startFlow: StartChannelFlow,
): ProgrammableChat {
  const store = createChatStore();
  const services = createCollection<ChatService>();
  const flexService = runtime.ready.chatServiceSid;
  services.put(newService(flexService, "Flex Chat Service", runtime.now()));
  const find = (sid: string) => {
    const found = services.get(sid);
    if (found === undefined) throw notFound(`/Services/${sid}`);
    return found;
  };
  const chat: ProgrammableChat = {
    runtime,
    services,
    store,
    media,
    announce: createChannelAnnouncer(runtime, store, startFlow),
    refusal: null,
    requireOffered() {
      if (chat.refusal === null) return;
      throw new ApiError(
        chat.refusal,
        20_000 + chat.refusal,
        "Programmable Chat has reached its end of life",
      );
    },
    find,
    create: (form) => services.put(newService(newSid("IS"), form.required("FriendlyName"), runtime.now())),
    update: (sid, form) => services.put({ ...changed(find(sid), form), updatedAt: runtime.now() }),
    remove(sid) {
      if (sid === flexService) throw notImitated("removing the chat service that Flex works with");
      services.delete(find(sid).sid);
      for (const channel of store.channels.of(sid)) store.forget(channel.sid);
      for (const user of store.users.of(sid)) store.users.delete(user.sid);
    },
  };
  return chat;
}

function newService(sid: string, friendlyName: string, now: number): ChatService {
  return {
    sid,
    friendlyName,
    readStatusEnabled: true,
    reachabilityEnabled: false,
    typingIndicatorTimeout: 5,
    channelMembers: 250,
    userChannels: 100,
    roles: { service: newSid("RL"), channel: newSid("RL"), channelCreator: newSid("RL") },
    createdAt: now,
    updatedAt: now,
  };
}

function changed(before: ChatService, form: Form): ChatService {
  for (const start of UNTOUCHED) {
    const name = form.firstNamed(start);
    if (name !== undefined) throw notImitated(`${name} of a chat service`);
  }
  const friendlyName = form.text("FriendlyName") ?? before.friendlyName;
  if (friendlyName === "") throw invalidParameter("FriendlyName must not be empty");
  const limit = { min: 1, max: LIMIT_MAX };
  return {
    ...before,
    friendlyName,
    readStatusEnabled: form.flag("ReadStatusEnabled") ?? before.readStatusEnabled,
    reachabilityEnabled: form.flag("ReachabilityEnabled") ?? before.reachabilityEnabled,
    typingIndicatorTimeout: form.integer("TypingIndicatorTimeout") ?? before.typingIndicatorTimeout,
    channelMembers: form.integer("Limits.ChannelMembers", limit) ?? before.channelMembers,
    userChannels: form.integer("Limits.UserChannels", limit) ?? before.userChannels,
  };
}
