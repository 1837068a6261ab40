import { Agent, createServer, type IncomingMessage, request } from "node:http";
import { WebSocket } from "ws";
import { parseForm, pick } from "../../../src/twilio/form.ts";
import { verifySignature } from "../../../src/twilio/webhook.ts";
import { createQueues, env, port, publicUrl, secrets } from "./ends-options.ts";

const WEBHOOK_PATH = "/twilio/conversations";
const DISCORD = `${env["FLEXCORD_DISCORD_API"]}/v10`;
const TWILIO = `${env["FLEXCORD_TWILIO_API"]}/conversations.twilio.com/v1`;

interface Dispatch {
  readonly op: number;
  readonly t: string;
  readonly d: {
    readonly content: string;
    readonly channel_id: string;
    readonly author: { readonly id: string; readonly bot?: boolean };
  };
}

/** Discord ends a connection that is silent for longer than what its HELLO names, some 41 s. */
const HEARTBEAT_MS = 30_000;
const agent = new Agent({ keepAlive: true });
const queue = createQueues();
/** The conversation of each member, and the place of each conversation. */
const conversations = new Map<string, Promise<string>>();
const places = new Map<string, string>();

/** The floor: a bare socket and node:http, nothing kept, nothing retried. */
export async function startRaw(): Promise<void> {
  createServer((incoming, outgoing) => {
    void bodyOf(incoming).then((raw) => outgoing.writeHead(heard(incoming, raw) ? 200 : 403).end());
  }).listen(port, "127.0.0.1");
  const authorization = `Bot ${secrets.DISCORD_TOKEN}`;
  const answer = await fetch(`${DISCORD}/gateway/bot`, { headers: { authorization } });
  const { url } = (await answer.json()) as { readonly url: string };
  const socket = new WebSocket(`${url}?v=10&encoding=json`);
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on("message", (data: Buffer) => {
    const dispatch = JSON.parse(data.toString()) as Dispatch;
    if (dispatch.op === 10) {
      socket.send(JSON.stringify(identify));
      setInterval(() => socket.send(JSON.stringify({ op: 1, d: null })), HEARTBEAT_MS).unref();
    }
    if (dispatch.t === "READY") resolve();
    if (dispatch.t === "MESSAGE_CREATE" && dispatch.d.author.bot !== true) toAgent(dispatch.d);
  });
  await promise;
}

const identify = {
  op: 2,
  d: {
    token: secrets.DISCORD_TOKEN,
    intents: 1 << 12,
    properties: { os: "linux", browser: "bench", device: "bench" },
  },
};

function toAgent({ author, content, channel_id: place }: Dispatch["d"]): void {
  const conversation = conversations.get(author.id) ?? open(author.id, place);
  conversations.set(author.id, conversation);
  queue(author.id, async () =>
    form(`/Conversations/${await conversation}/Messages`, { Author: `discord_${author.id}`, Body: content }),
  );
}

async function open(member: string, place: string): Promise<string> {
  const sid = await form("/Conversations", { UniqueName: `bench-${member}` });
  places.set(sid, place);
  await form(`/Conversations/${sid}/Webhooks`, {
    Target: "webhook",
    "Configuration.Url": publicUrl + WEBHOOK_PATH,
    "Configuration.Method": "post",
    "Configuration.Filters": "onMessageAdded",
  });
  return sid;
}

/** Takes a webhook's line along when its signature is good. */
function heard({ headers }: IncomingMessage, raw: Buffer): boolean {
  const fields = parseForm(raw, headers["content-type"]);
  const signature = headers["x-twilio-signature"];
  if (fields === null || typeof signature !== "string") return false;
  const authTokens = [secrets.TWILIO_AUTH_TOKEN];
  if (!verifySignature({ authTokens, signature, url: publicUrl + WEBHOOK_PATH, form: fields })) return false;
  const { ConversationSid = "", Body = "" } = pick(fields, ["ConversationSid", "Body"]) ?? {};
  const place = places.get(ConversationSid);
  if (place !== undefined) {
    const headers = { authorization: `Bot ${secrets.DISCORD_TOKEN}`, "content-type": "application/json" };
    const body = JSON.stringify({ content: Body });
    queue(ConversationSid, () => post(`${DISCORD}/channels/${place}/messages`, headers, body));
  }
  return true;
}

async function form(path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const credentials = Buffer.from(`${secrets.TWILIO_API_KEY}:${secrets.TWILIO_API_SECRET}`);
  const headers = {
    authorization: `Basic ${credentials.toString("base64")}`,
    "content-type": "application/x-www-form-urlencoded",
  };
  const answer = await post(TWILIO + path, headers, new URLSearchParams(fields).toString());
  return (JSON.parse(answer) as { readonly sid: string }).sid;
}

function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
  const length = { "content-length": Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", agent, headers: { ...headers, ...length } }, (response) => {
      void bodyOf(response).then((bytes) => resolve(bytes.toString()));
    });
    call.on("error", reject);
    call.end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
