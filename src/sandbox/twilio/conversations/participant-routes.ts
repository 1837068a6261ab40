import { page } from "../wire/page.ts";
import { originOf, type Level } from "./level.ts";
import {
  addParticipant,
  findParticipant,
  readNewParticipant,
  removeParticipant,
  updateParticipant,
} from "./participants.ts";

export function participantRoutes({ routes, base, account, show }: Level): void {
  const path = `${base}/Conversations/:ConversationSid/Participants`;
  routes.create(path, (call) => {
    const { runtime, conversations, limits } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    limits.take("participants of a conversation", conversation.sid);
    const wanted = readNewParticipant(conversations, call.form);
    return show(call).participant(
      addParticipant(runtime, conversations, conversation, wanted, originOf(call)),
    );
  });
  routes.get(path, (call) => {
    const { store } = account(call).conversations;
    const items = store.participants.of(store.find(call.path("ConversationSid")).sid);
    return page(call, { key: "participants", items, show: show(call).participant, max: 100 });
  });
  routes.get(`${path}/:Sid`, (call) => {
    const { conversations } = account(call);
    const conversation = conversations.store.find(call.path("ConversationSid"));
    return show(call).participant(findParticipant(conversations, conversation, call.path("Sid")));
  });
  routes.update(`${path}/:Sid`, (call) => {
    const { runtime, conversations } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    const found = findParticipant(conversations, conversation, call.path("Sid"));
    return show(call).participant(
      updateParticipant(runtime, conversations, found, call.form, originOf(call)),
    );
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { runtime, conversations } = account(call);
    const conversation = conversations.store.findOpen(call.path("ConversationSid"));
    const found = findParticipant(conversations, conversation, call.path("Sid"));
    removeParticipant(runtime, conversations, found, originOf(call));
  });
}
