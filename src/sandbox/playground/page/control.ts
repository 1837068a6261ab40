/** The sandbox's control API, as docs/sandbox-control.md describes it. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  readonly dmsOpen: boolean;
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly type: number;
  readonly topic: string | null;
  readonly parentId: string | null;
  /** Ids of the members who see it. */
  readonly visibleTo: readonly string[];
}

/** A private thread, or a post of a forum. */
export interface Thread {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly archived: boolean;
  readonly locked: boolean;
  /** By name. */
  readonly tags: readonly string[];
  readonly visibleTo: readonly string[];
}

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly description: string;
}

export interface Server {
  readonly guild: { readonly name: string; readonly ownerId: string };
  readonly categories: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly Channel[];
  readonly members: readonly Member[];
}

export interface Button {
  readonly type: number;
  readonly style: number;
  readonly label?: string;
  readonly custom_id?: string;
  readonly url?: string;
  readonly disabled?: boolean;
}

export interface Embed {
  readonly description?: string;
  readonly color?: number;
  readonly author?: { readonly name: string };
}

/** A form that a press or a command opened. */
export interface Form {
  readonly title: string;
  readonly texts: readonly string[];
  readonly fields: readonly FormField[];
}

export type FormField = TextField | ChoiceField | CheckField | FilesField;

interface Labelled {
  readonly label: string;
  readonly description: string | null;
  readonly customId: string;
  readonly required: boolean;
}

export interface TextField extends Labelled {
  readonly kind: "text";
  /** Several lines. */
  readonly paragraph: boolean;
  readonly minLength: number;
  readonly maxLength: number;
  readonly placeholder: string;
  readonly value: string;
}

export interface ChoiceField extends Labelled {
  readonly kind: "select" | "radio" | "checkboxes";
  readonly most: number;
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly isDefault: boolean;
  }[];
}

interface CheckField extends Labelled {
  readonly kind: "checkbox";
  readonly checked: boolean;
}

export interface FilesField extends Labelled {
  readonly kind: "files";
  readonly least: number;
  readonly most: number;
}

export interface Message {
  readonly id: string;
  readonly author: "member" | "bot";
  readonly authorName: string;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly { readonly components?: readonly Button[] }[];
  readonly ephemeral: boolean;
  /** A deferred reply that has not come yet. */
  readonly thinking: boolean;
  readonly at: number;
  readonly edited: boolean;
  readonly attachments: readonly ShownFile[];
  readonly stickers: readonly string[];
  readonly poll: { readonly question: string; readonly answers: readonly string[] } | null;
  readonly forwarded: string | null;
}

/** A file in a message; it is shown by name. */
export interface ShownFile {
  readonly name: string | null;
  readonly contentType: string | null;
  readonly bytes: number;
}

/** A channel, or the DM with the bot, as a member sees it. */
export interface ChannelView {
  readonly messages: readonly Message[];
  /** The slash commands that Discord offers there. */
  readonly commands?: readonly Command[];
  /** Those of a message's menu. */
  readonly messageCommands?: readonly Command[];
}

export interface Interaction {
  readonly state: "pending" | "acknowledged" | "answered" | "failed";
  readonly reply: { readonly messageId: string } | null;
  readonly form: Form | null;
}

export interface Agent {
  readonly workerSid: string;
  readonly fullName: string;
  readonly available: boolean;
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface Task {
  readonly taskSid: string;
  readonly status: string;
  readonly attributes: Attributes;
}

export interface Desk {
  readonly agents: readonly Agent[];
  readonly tasks: readonly Task[];
}

export interface Reservation {
  readonly reservationSid: string;
  readonly taskSid: string;
  readonly status: string;
  readonly conversationSid: string;
  readonly attributes: Attributes;
}

export interface ConversationMessage {
  readonly sid: string;
  readonly author: string;
  readonly body: string;
  readonly source: string;
  readonly at: number;
  readonly edited: boolean;
  readonly media: readonly ShownFile[];
}

export interface Conversation {
  readonly state: string;
  readonly messages: readonly ConversationMessage[];
}

export interface TapeEntry {
  readonly n: number;
  readonly at: number;
  readonly vendor: "discord" | "twilio" | "callback" | "gateway";
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly error?: string;
  readonly route?: string;
}

async function call<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === "" ? undefined : JSON.parse(text);
  if (!response.ok) throw new Error((answer as { error?: string } | undefined)?.error ?? response.statusText);
  return answer as Answer;
}

const member = (id: string, what: string) => `/discord/members/${id}/${what}`;
const agent = (sid: string, what: string) => `/flex/agents/${sid}/${what}`;

/** A file that was picked, with its content. */
export interface FileToSend {
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}

export const control = {
  reset: () => call("POST", "/reset", {}),
  tape: (after: number) =>
    call<{ entries: readonly TapeEntry[]; last: number }>("GET", `/tape?after=${after}`),

  server: () => call<Server>("GET", "/discord/server"),
  threads: () => call<{ threads: readonly Thread[] }>("GET", "/discord/threads"),
  join: (name: string) => call<{ id: string }>("POST", "/discord/members", { name }),
  dm: (id: string) => call<ChannelView>("GET", member(id, "dm")),
  channel: (id: string, channel: string) => call<ChannelView>("GET", member(id, `channels/${channel}`)),
  /** Null is the DM with the bot. */
  writeIn: (
    id: string,
    channel: string | null,
    message: { readonly content: string } | { readonly files: readonly FileToSend[] },
  ) =>
    channel === null
      ? call("POST", member(id, "dm"), message)
      : call("POST", member(id, "say"), { channel, ...message }),
  editOwn: (id: string, messageId: string, content: string) =>
    call("PATCH", member(id, `messages/${messageId}`), { content }),
  deleteOwn: (id: string, messageId: string) => call("DELETE", member(id, `messages/${messageId}`)),
  openDms: (id: string, open: boolean) => call("PUT", member(id, "dms"), { open }),
  command: (id: string, name: string, channel: string | null) =>
    call<{ interactionId: string }>("POST", member(id, "command"), {
      name,
      ...(channel === null ? {} : { channel }),
    }),
  messageCommand: (id: string, name: string, messageId: string) =>
    call<{ interactionId: string }>("POST", member(id, "message-command"), { name, messageId }),
  press: (id: string, messageId: string, customId: string) =>
    call<{ interactionId: string }>("POST", member(id, "press"), { messageId, customId }),
  submit: (id: string, interactionId: string, values: Readonly<Record<string, unknown>>) =>
    call<{ interactionId: string }>("POST", member(id, "submit"), { interactionId, values }),
  interaction: (id: string, interactionId: string) =>
    call<Interaction>("GET", member(id, `interactions/${interactionId}`)),

  desk: () => call<Desk>("GET", "/flex/desk"),
  signIn: (name: string, fullName: string) =>
    call<{ workerSid: string }>("POST", "/flex/agents", { name, fullName }),
  available: (sid: string, available: boolean) => call("PUT", agent(sid, "available"), { available }),
  tasks: (sid: string) => call<{ reservations: readonly Reservation[] }>("GET", agent(sid, "tasks")),
  accept: (sid: string, reservationSid: string) => call("POST", agent(sid, "accept"), { reservationSid }),
  write: (sid: string, conversationSid: string, body: string) =>
    call("POST", agent(sid, "write"), { conversationSid, body }),
  hold: (sid: string, taskSid: string) => call("POST", agent(sid, "hold"), { taskSid }),
  sendFile: (sid: string, conversationSid: string, file: FileToSend) =>
    call("POST", agent(sid, "send-file"), { conversationSid, file }),
  end: (sid: string, taskSid: string) => call("POST", agent(sid, "end"), { taskSid }),
  complete: (sid: string, taskSid: string) => call("POST", agent(sid, "complete"), { taskSid }),
  conversation: (sid: string) => call<Conversation>("GET", `/flex/conversations/${sid}`),
};
