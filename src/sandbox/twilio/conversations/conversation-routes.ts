import { invalidParameter, notImitated } from "../wire/api-error.ts";
import { page } from "../wire/page.ts";
import { originOf, type Level } from "./level.ts";

export function conversationRoutes({ routes, base, account, show }: Level): void {
  const path = `${base}/Conversations`;
  routes.create(path, (call) => {
    const { conversations, limits, runtime } = account(call);
    limits.take("conversations of the service", runtime.ready.chatServiceSid);
    return show(call).conversation(conversations.create(call.form));
  });
  routes.get(path, (call) => {
    for (const name of ["StartDate", "EndDate"])
      if (call.query.has(name)) throw notImitated(`the filter ${name}`);
    const state = call.query.choice("State", ["initializing", "active", "inactive", "closed"]);
    const all = account(call).conversations.store.conversations.all();
    return page(call, {
      key: "conversations",
      items: state === undefined ? all : all.filter((conversation) => conversation.state === state),
      show: show(call).conversation,
      max: 100,
    });
  });
  routes.get(`${path}/:Sid`, (call) =>
    show(call).conversation(account(call).conversations.store.find(call.path("Sid"))),
  );
  routes.update(`${path}/:Sid`, (call) => {
    const { conversations } = account(call);
    const conversation = conversations.store.findOpen(call.path("Sid"));
    return show(call).conversation(conversations.update(conversation, call.form, originOf(call)));
  });
  routes.remove(`${path}/:Sid`, (call) => {
    const { conversations } = account(call);
    conversations.remove(conversations.store.find(call.path("Sid")), originOf(call));
  });
}

export function membershipRoutes({ routes, base, account, show }: Level): void {
  routes.get(`${base}/ParticipantConversations`, (call) => {
    const identity = call.query.text("Identity");
    if (identity === undefined) throw invalidParameter("Identity or Address is required");
    const { store } = account(call).conversations;
    const items = store.participants.all().filter((participant) => participant.identity === identity);
    return page(call, {
      key: "conversations",
      items,
      show: (participant) => show(call).membership(participant, store.find(participant.conversationSid)),
      max: 50,
    });
  });
}
