import { callsTo } from "./call.ts";

/** The sandbox's people, as the demo moves them: a typed client of its control API (docs/sandbox-control.md). */
export interface Control {
  joinServer(name: string): Promise<{ readonly id: string; readonly name: string }>;
  command(member: string, name: string): Promise<{ readonly interactionId: string }>;
  interaction(
    member: string,
    interactionId: string,
  ): Promise<{ readonly state: string; readonly reply: { readonly content: string } | null }>;
  press(member: string, messageId: string, customId: string): Promise<{ readonly interactionId: string }>;
  /** Fills in the form that a press opened. */
  submit(
    member: string,
    interactionId: string,
    values: Readonly<Record<string, string>>,
  ): Promise<{ readonly interactionId: string }>;
  dm(member: string, content: string): Promise<{ readonly messageId: string }>;
  readDm(member: string): Promise<readonly DmMessage[]>;
  /** The id of the DM channel between the member and the bot. */
  dmChannel(member: string): Promise<string>;
  addAgent(name: string, fullName: string): Promise<{ readonly workerSid: string }>;
  available(worker: string, available: boolean): Promise<void>;
  reservations(worker: string): Promise<readonly Reservation[]>;
  acceptTask(worker: string, reservationSid: string): Promise<void>;
  write(worker: string, conversationSid: string, body: string): Promise<{ readonly messageSid: string }>;
  endChat(worker: string, taskSid: string): Promise<void>;
  complete(worker: string, taskSid: string): Promise<void>;
  conversation(sid: string): Promise<FlexConversation>;
  /** @param limit at most so many entries; all there are without */
  tape(
    after: number,
    limit?: number,
  ): Promise<{ readonly entries: readonly TapeEntry[]; readonly last: number }>;
}

export interface DmMessage {
  readonly id: string;
  readonly author: "member" | "bot";
  readonly content: string;
  readonly embeds: readonly {
    readonly description?: string;
    readonly author?: { readonly name: string; readonly icon_url?: string };
  }[];
  readonly components: readonly {
    readonly components?: readonly { readonly custom_id?: string; readonly label?: string }[];
  }[];
}

export interface Reservation {
  readonly reservationSid: string;
  readonly taskSid: string;
  readonly status: string;
  readonly conversationSid: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface FlexConversation {
  readonly state: string;
  readonly messages: readonly {
    readonly sid: string;
    readonly index: number;
    readonly author: string;
    readonly body: string;
  }[];
}

export interface TapeEntry {
  readonly n: number;
  readonly at: number;
  readonly vendor: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
  readonly ms: number;
  readonly route?: string;
  /** The fault that the sandbox was told to let befall it. */
  readonly fault?: string;
}

/** @param url the sandbox's address, without a trailing slash */
export function createControl(url: string): Control {
  const call = callsTo(url);
  return {
    joinServer: (name) => call("POST", "/discord/members", { name }),
    command: (member, name) => call("POST", `/discord/members/${member}/command`, { name }),
    interaction: (member, id) => call("GET", `/discord/members/${member}/interactions/${id}`),
    press: (member, messageId, customId) =>
      call("POST", `/discord/members/${member}/press`, { messageId, customId }),
    submit: (member, interactionId, values) =>
      call("POST", `/discord/members/${member}/submit`, { interactionId, values }),
    dm: (member, content) => call("POST", `/discord/members/${member}/dm`, { content }),
    readDm: async (member) =>
      (await call<{ messages: DmMessage[] }>("GET", `/discord/members/${member}/dm`)).messages,
    dmChannel: async (member) =>
      (await call<{ channelId: string }>("GET", `/discord/members/${member}/dm`)).channelId,
    addAgent: (name, fullName) => call("POST", "/flex/agents", { name, fullName }),
    available: (worker, available) => call("PUT", `/flex/agents/${worker}/available`, { available }),
    reservations: async (worker) =>
      (await call<{ reservations: Reservation[] }>("GET", `/flex/agents/${worker}/tasks`)).reservations,
    acceptTask: (worker, reservationSid) => call("POST", `/flex/agents/${worker}/accept`, { reservationSid }),
    write: (worker, conversationSid, body) =>
      call("POST", `/flex/agents/${worker}/write`, { conversationSid, body }),
    endChat: (worker, taskSid) => call("POST", `/flex/agents/${worker}/end`, { taskSid }),
    complete: (worker, taskSid) => call("POST", `/flex/agents/${worker}/complete`, { taskSid }),
    conversation: (sid) => call("GET", `/flex/conversations/${sid}`),
    tape: (after, limit) =>
      call("GET", `/tape?after=${after}${limit === undefined ? "" : `&limit=${limit}`}`),
  };
}
