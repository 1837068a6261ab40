import {
  refusal,
  sid,
  twilioLike,
  type Answer,
  type Call,
  type Fault,
  type TwilioLike,
} from "./twilio-like.ts";

interface Message {
  readonly sid: string;
  readonly index: number;
  readonly author: string;
  readonly body: string;
  readonly attributes: string;
  readonly announced: boolean;
  /** ISO 8601. */
  readonly date_created: string;
}

interface Webhook {
  readonly sid: string;
  readonly target: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

interface Conversation {
  readonly sid: string;
  readonly uniqueName: string;
  friendlyName: string;
  attributes: string;
  state: string;
  readonly participants: string[];
  readonly webhooks: Webhook[];
  readonly messages: Message[];
}

interface Task {
  readonly sid: string;
  readonly queue: string;
  readonly status: string;
  readonly conversation: string;
}

/** What of a Twilio account the conversations transport touches, in memory behind a real socket. */
export interface Account extends TwilioLike {
  readonly chatServiceSid: string;
  readonly conversations: Map<string, Conversation>;
  /** In the order of their queue. */
  readonly tasks: Task[];
  readonly executions: { address: string; initiatedBy: string }[];
  readonly interactions: { channel: unknown; routing: unknown }[];
  /** Asked before a request is carried out: an answer or fault here keeps it from happening. */
  before: (call: Call) => Answer | Fault | null;
  /** Asked after it was carried out: the answer is lost when it gives a fault. */
  after: (call: Call) => Fault | null;
}

type State = Pick<
  Account,
  "chatServiceSid" | "conversations" | "tasks" | "executions" | "interactions" | "before" | "after"
>;

export async function openAccount(): Promise<Account> {
  const state: State = {
    chatServiceSid: sid("IS"),
    conversations: new Map(),
    tasks: [],
    executions: [],
    interactions: [],
    before: () => null,
    after: () => null,
  };
  const account: Account = Object.assign(
    state,
    await twilioLike((call) => {
      const hindered = account.before(call);
      if (hindered !== null) return hindered;
      const answer = serve(account, call);
      return account.after(call) ?? answer;
    }),
  );
  return account;
}

function serve(account: Account, call: Call): Answer {
  const [, , first = "", second = "", third = "", fourth = ""] = call.path.split("/");
  switch (call.host) {
    case "conversations.twilio.com":
      return second === ""
        ? createConversation(account, call)
        : conversation(account, call, second, third, fourth);
    case "taskrouter.twilio.com":
      return fourth === "" ? listTasks(account, call) : readTask(account, fourth);
    case "studio.twilio.com":
      return list("executions", account.executions.map(showExecution));
    case "flex-api.twilio.com":
      return interact(account, call);
    default:
      return refusal(404, 20404, `${call.host}/${first} is not here`);
  }
}

const NOT_FOUND = refusal(404, 20404, "The requested resource was not found");
const CLOSED = refusal(400, 20001, "It cannot be modified any more");

function createConversation(account: Account, { form }: Call): Answer {
  const uniqueName = form.get("UniqueName") ?? "";
  if (account.conversations.has(uniqueName)) return refusal(409, 50353, "Unique name is taken");
  const made: Conversation = {
    sid: sid("CH"),
    uniqueName,
    friendlyName: form.get("FriendlyName") ?? "",
    attributes: form.get("Attributes") ?? "{}",
    state: "active",
    participants: [],
    webhooks: [],
    messages: [],
  };
  account.conversations.set(uniqueName, made);
  return { status: 201, body: showConversation(account, made) };
}

function conversation(account: Account, call: Call, name: string, part: string, item: string): Answer {
  const decoded = decodeURIComponent(name);
  const found = [...account.conversations.values()].find(
    (one) => one.sid === decoded || one.uniqueName === decoded,
  );
  if (found === undefined) return NOT_FOUND;
  if (call.method === "POST" && found.state === "closed") return CLOSED;
  switch (part) {
    case "":
      if (call.method === "POST") update(found, call);
      return { status: 200, body: showConversation(account, found) };
    case "Participants":
      return join(found, call);
    case "Webhooks":
      return webhooks(found, call, item);
    default:
      return messages(found, call);
  }
}

function update(found: Conversation, { form }: Call): void {
  found.attributes = form.get("Attributes") ?? found.attributes;
  found.state = form.get("State") ?? found.state;
}

function join(found: Conversation, { form }: Call): Answer {
  const identity = form.get("Identity") ?? "";
  if (found.participants.includes(identity)) return refusal(409, 50433, "Participant already exists");
  found.participants.push(identity);
  return { status: 201, body: { sid: sid("MB"), identity } };
}

function webhooks(found: Conversation, { method, form }: Call, item: string): Answer {
  if (method === "GET") return list("webhooks", found.webhooks);
  if (method === "DELETE") {
    const at = found.webhooks.findIndex((webhook) => webhook.sid === item);
    if (at < 0) return NOT_FOUND;
    found.webhooks.splice(at, 1);
    return { status: 204, body: "" };
  }
  const configuration = {
    url: form.get("Configuration.Url"),
    method: form.get("Configuration.Method"),
    filters: form.getAll("Configuration.Filters"),
    flow_sid: form.get("Configuration.FlowSid"),
  };
  const made = { sid: sid("WH"), target: form.get("Target") ?? "", configuration };
  found.webhooks.push(made);
  return { status: 201, body: made };
}

function messages(found: Conversation, { method, form, query, headers, path }: Call): Answer {
  if (method === "POST") {
    const made: Message = {
      sid: sid("IM"),
      index: found.messages.length,
      author: form.get("Author") ?? "system",
      body: form.get("Body") ?? "",
      attributes: form.get("Attributes") ?? "{}",
      announced: headers["x-twilio-webhook-enabled"] === "true",
      date_created: new Date().toISOString(),
    };
    found.messages.push(made);
    return { status: 201, body: made };
  }
  const ordered = query.get("Order") === "desc" ? found.messages.toReversed() : found.messages;
  const size = Number(query.get("PageSize"));
  const start = Number(query.get("Page") ?? 0) * size;
  const more = start + size < ordered.length;
  const next = new URLSearchParams({ ...Object.fromEntries(query), Page: String(start / size + 1) });
  const address = `https://conversations.twilio.com${path}?${next.toString()}`;
  return list("messages", ordered.slice(start, start + size), more ? address : null);
}

function listTasks(account: Account, { query }: Call): Answer {
  const expression = query.get("EvaluateTaskAttributes");
  const queue = query.get("TaskQueueSid");
  const statuses = query.getAll("AssignmentStatus");
  const wanted = account.tasks.filter(
    (task) =>
      (expression === null || expression === `conversationSid == "${task.conversation}"`) &&
      (queue === null || queue === task.queue) &&
      (statuses.length === 0 || statuses.includes(task.status)),
  );
  return list("tasks", wanted.map(showTask));
}

function readTask(account: Account, name: string): Answer {
  const task = account.tasks.find((one) => one.sid === name);
  return task === undefined ? NOT_FOUND : { status: 200, body: showTask(task) };
}

function interact(account: Account, { form }: Call): Answer {
  const channel: unknown = JSON.parse(form.get("Channel") ?? "null");
  const routing: unknown = JSON.parse(form.get("Routing") ?? "null");
  account.interactions.push({ channel, routing });
  return { status: 200, body: { sid: sid("KD"), channel: {}, routing: {} } };
}

function list(key: string, items: readonly unknown[], next: string | null = null): Answer {
  return { status: 200, body: { [key]: items, meta: { key, next_page_url: next } } };
}

function showConversation(account: Account, { sid, attributes, state }: Conversation) {
  return { sid, attributes, state, chat_service_sid: account.chatServiceSid };
}

function showTask({ sid, queue, status }: Task) {
  return { sid, task_queue_sid: queue, assignment_status: status };
}

function showExecution({ address, initiatedBy }: Account["executions"][number]) {
  return { sid: sid("FN"), contact_channel_address: address, initiated_by: initiatedBy };
}
