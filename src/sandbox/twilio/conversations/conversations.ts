import { newSid } from "../sids.ts";
import type { Runtime } from "../runtime.ts";
import { ApiError } from "../wire/api-error.ts";
import type { Form } from "../wire/form.ts";
import { createAnnouncer, type Announcer, type StartFlow, type StateReason } from "./announce.ts";
import type { Conversation, ConversationState, Origin } from "./model.ts";
import { createConversationStore, type ConversationStore } from "./store.ts";
import { createTimerWatch } from "./timer-watch.ts";
import { readTimers } from "./timers.ts";

/** The chat service: what it holds, what may be done to a conversation, and who is told. */
export interface Conversations {
  readonly store: ConversationStore;
  readonly announcer: Announcer;
  create(form: Form): Conversation;
  update(conversation: Conversation, form: Form, origin: Origin): Conversation;
  setState(
    conversation: Conversation,
    state: ConversationState,
    reason: StateReason,
    origin: Origin,
  ): Conversation;
  /** A message was added: quiet ends, and the timers start again. */
  touch(conversationSid: string): void;
  remove(conversation: Conversation, origin: Origin): void;
}

const FRIENDLY_NAME_MAX = 256;
const ATTRIBUTES_MAX_BYTES = 16 * 1024;
const STATES: readonly ConversationState[] = ["initializing", "active", "inactive", "closed"];
/** What the service does by itself is announced like an SDK's write. */
const BY_ITSELF: Origin = { source: "API", announced: true };

export function createConversations(runtime: Runtime, startFlow: StartFlow): Conversations {
  const store = createConversationStore();
  const announcer = createAnnouncer(runtime, store, startFlow);
  const watch = createTimerWatch(runtime, store, (conversation, state) => {
    setState(conversation, state, "TIMER", BY_ITSELF);
  });

  function setState(
    conversation: Conversation,
    state: ConversationState,
    reason: StateReason,
    origin: Origin,
  ): Conversation {
    if (state === conversation.state) return conversation;
    const now = runtime.now();
    const next = store.conversations.put({ ...conversation, state, activeAt: now, updatedAt: now });
    announcer.stateChange(conversation, next, reason, origin);
    watch(next);
    return next;
  }

  return {
    store,
    announcer,
    setState,
    create(form) {
      const conversation = store.conversations.put(readNewConversation(store, form, runtime.now()));
      watch(conversation);
      runtime.context.changed("flex", conversation.sid);
      return conversation;
    },
    update(conversation, form, origin) {
      const changed = store.conversations.put({
        ...conversation,
        friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? conversation.friendlyName,
        uniqueName: freeUniqueName(store, form, conversation),
        attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? conversation.attributes,
        timers: readTimers(form, conversation.timers),
        updatedAt: runtime.now(),
      });
      announcer.conversation("onConversationUpdated", changed, origin);
      watch(changed);
      return setState(changed, form.choice("State", STATES) ?? changed.state, "API", origin);
    },
    touch(conversationSid) {
      const conversation = store.find(conversationSid);
      const touched = store.conversations.put({ ...conversation, activeAt: runtime.now() });
      watch(touched);
      if (touched.state === "inactive") setState(touched, "active", "EVENT", BY_ITSELF);
    },
    remove(conversation, origin) {
      announcer.conversation("onConversationRemoved", conversation, origin);
      store.forget(conversation.sid);
    },
  };
}

function readNewConversation(store: ConversationStore, form: Form, now: number): Conversation {
  return {
    sid: newSid("CH"),
    friendlyName: form.text("FriendlyName", { max: FRIENDLY_NAME_MAX }) ?? null,
    uniqueName: freeUniqueName(store, form, null),
    attributes: form.json("Attributes", { max: ATTRIBUTES_MAX_BYTES }) ?? "{}",
    state: form.choice("State", STATES) ?? "active",
    timers: readTimers(form, store.defaultTimers),
    activeAt: now,
    createdAt: now,
    updatedAt: now,
  };
}

/** A UniqueName stays taken while its conversation exists, closed or not (assumed, the harsher reading). */
function freeUniqueName(store: ConversationStore, form: Form, own: Conversation | null): string | null {
  const wanted = form.text("UniqueName");
  if (wanted === undefined) return own?.uniqueName ?? null;
  if (wanted === "") return null;
  const holder = store.conversations.all().find(({ uniqueName }) => uniqueName === wanted);
  if (holder !== undefined && holder.sid !== own?.sid) {
    throw new ApiError(409, 50353, "Conversation with provided unique name already exists");
  }
  return wanted;
}
