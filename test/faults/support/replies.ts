const SID = "0123456789abcdef0123456789abcdef";
const DATE = "2026-11-22T09:00:00Z";
const META = {
  page: 0,
  page_size: 50,
  first_page_url: "",
  previous_page_url: null,
  url: "",
  next_page_url: null,
};

const POST = {
  id: "1574000000000000001",
  channel_id: "1574000000000000002",
  type: 0,
  content: "hello",
  nonce: "n",
  timestamp: DATE,
  author: { id: "1574000000000000003", username: "bot", bot: true },
};
const CONVERSATION = {
  sid: `CH${SID}`,
  account_sid: `AC${SID}`,
  chat_service_sid: `IS${SID}`,
  unique_name: "discord-1-1-x",
  attributes: "{}",
  state: "active",
  date_created: DATE,
};
const LINE = {
  sid: `IM${SID}`,
  conversation_sid: `CH${SID}`,
  index: 0,
  author: "alex",
  body: "hello",
  attributes: "{}",
  date_created: DATE,
};
const WEBHOOK = { sid: `WH${SID}`, target: "studio", configuration: { flow_sid: `FW${SID}` } };
const TASK = {
  sid: `WT${SID}`,
  assignment_status: "assigned",
  task_queue_sid: `WQ${SID}`,
  attributes: "{}",
  reason: null,
};
const RESERVATION = {
  sid: `WR${SID}`,
  reservation_status: "accepted",
  worker_sid: `WK${SID}`,
  worker_name: "a",
};
const EXECUTION = { sid: `FN${SID}`, status: "ended", contact_channel_address: `CH${SID}` };

/** By the end of the path: what a well-behaved vendor answers there; first what lists, then what makes or reads one. */
const REPLIES: readonly (readonly [RegExp, object, object])[] = [
  [/\/channels\/\d+\/messages$/u, [POST], POST],
  [/\/users\/@me\/channels$/u, [], { id: "1574000000000000002", type: 1 }],
  [/\/Participants$/u, { participants: [], meta: META }, { sid: `MB${SID}` }],
  [/\/Webhooks$/u, { webhooks: [WEBHOOK], meta: META }, WEBHOOK],
  [/\/Messages$/u, { messages: [LINE], meta: META }, LINE],
  [/\/Executions$/u, { executions: [EXECUTION], meta: META }, EXECUTION],
  [/\/Tasks$/u, { tasks: [TASK], meta: META }, TASK],
  [/\/Reservations$/u, { reservations: [RESERVATION], meta: META }, RESERVATION],
  [/\/Tasks\/\w+$/u, TASK, TASK],
  [/\/Workers\/\w+$/u, { sid: `WK${SID}`, attributes: "{}" }, {}],
  [/\/Interactions$/u, {}, { sid: `KD${SID}` }],
  [/\/Conversations(\/[\w-]+)?$/u, CONVERSATION, CONVERSATION],
];

/** A fresh copy of the answer that one of our calls expects. */
export function replyOf(method: string, path: string): object {
  const [, listed, single] = REPLIES.find(([pattern]) => pattern.test(path)) ?? [];
  return structuredClone((method === "GET" ? listed : single) ?? {});
}
