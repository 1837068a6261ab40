/**
 * One way from Discord to Twilio, in a process of its own: `durable` (the daemon as it is), `nothing` (its gateway
 * and its transport with no ledger between them), `raw` (a bare socket and node:http).
 */
import { Agent, request } from "node:http";
import { WebSocket } from "ws";
import { openDiscord } from "../../../src/app/open-discord.ts";
import { openTransport } from "../../../src/app/open-twilio.ts";
import { runDaemon } from "../../../src/app/run.ts";
import type { RunOptions } from "../../../src/app/run-options.ts";
import type { Bridge } from "../../../src/bridge/bridge.ts";
import type { Transport } from "../../../src/bridge/ports.ts";
import { loadAddresses } from "../../../src/config/addresses.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { loadSecrets } from "../../../src/config/secrets.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import type { MemberId, TransportConversationId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { openState } from "../../../src/app/open-state.ts";
import { readIdentityMap } from "../../../src/provision/identity-journal.ts";
import { provisionedIds } from "../../../src/provision/identity-map.ts";
import type { Store } from "../../../src/store/store.ts";

const [kind = "", file = ""] = process.argv.slice(2);
const env = process.env as Readonly<Record<string, string>>;
const secrets = loadSecrets(env, [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_AUTH_TOKEN",
  "FLEXCORD_SECRET",
]);
const options: Omit<RunOptions, "onReady"> = {
  config: loadConfig({ file, environment: "production", env }),
  secrets,
  addresses: loadAddresses(env),
  version: "0.0.0",
  clock: systemClock,
  log: silentLog,
  random: Math.random,
  signal: new AbortController().signal,
};
const ready = () => process.send?.("ready");
process.on("SIGTERM", () => process.exit());

async function nothing(): Promise<void> {
  const map = await readIdentityMap(await openState(options));
  if (map === null) throw new Error("nothing is deployed");
  const ids = provisionedIds(map);
  const transport = await openTransport(
    { ...options, onReady: ready },
    ids,
    env["FLEXCORD_PUBLIC_URL"] ?? "",
  );
  const discord = await openDiscord({ ...options, onReady: ready }, ids);
  const accept = relayTo(transport);
  const gaps = { openGap: async () => null, closeGap: async () => undefined, gap: async () => null };
  const store = {
    ledger: { ...gaps, checkpoint: async () => null, threads: async () => [] },
  } as unknown as Store;
  await discord.connect({ accept } as unknown as Bridge, store);
  ready();
}

/** One line of each member after the other, as the lanes do it, kept nowhere. */
function relayTo(transport: Transport) {
  const { signal } = options;
  const places = new Map<MemberId, Promise<TransportConversationId>>();
  const queues = new Map<MemberId, Promise<unknown>>();
  const relay = async ({ at, sourceId, happening }: InboundEvent) => {
    if (happening.kind !== "member.wrote") return;
    const { memberId, displayName, postId, text } = happening;
    const spec = { name: `bench-${memberId}`, memberId, displayName };
    const conversation = places.get(memberId) ?? transport.ensureConversation(spec, signal);
    places.set(memberId, conversation);
    const line = {
      key: sourceId,
      voice: "member",
      memberId,
      text,
      postId,
      startsFlow: false,
      inDoubt: false,
    } as const;
    await transport.post({ ...line, conversation: await conversation, decidedAt: at }, signal);
  };
  return async (events: readonly InboundEvent[]) => {
    for (const event of events) {
      if (event.happening.kind !== "member.wrote") continue;
      const { memberId } = event.happening;
      queues.set(
        memberId,
        (queues.get(memberId) ?? Promise.resolve()).then(() => relay(event)),
      );
    }
    return [];
  };
}

async function raw(): Promise<void> {
  const api = `${env["FLEXCORD_DISCORD_API"]}/v10`;
  const authorization = `Bot ${secrets.DISCORD_TOKEN}`;
  const bot = (await (await fetch(`${api}/gateway/bot`, { headers: { authorization } })).json()) as {
    readonly url: string;
  };
  const socket = new WebSocket(`${bot.url}?v=10&encoding=json`);
  const agent = new Agent({ keepAlive: true });
  const post = (path: string, fields: Readonly<Record<string, string>>) => postForm(agent, path, fields);
  const places = new Map<string, Promise<string>>();
  const queues = new Map<string, Promise<unknown>>();
  socket.on("message", (data: Buffer) => {
    const { op, t, d } = JSON.parse(data.toString()) as {
      op: number;
      t: string;
      d: { content: string; author: { id: string; bot?: boolean } };
    };
    if (op === 10)
      socket.send(
        JSON.stringify({
          op: 2,
          d: {
            token: secrets.DISCORD_TOKEN,
            intents: 1 << 12,
            properties: { os: "linux", browser: "bench", device: "bench" },
          },
        }),
      );
    if (t === "READY") ready();
    if (t !== "MESSAGE_CREATE" || d.author.bot === true) return;
    const { id } = d.author;
    const place = places.get(id) ?? post("/Conversations", { UniqueName: `bench-${id}` });
    places.set(id, place);
    const line = async () =>
      post(`/Conversations/${await place}/Messages`, { Author: `discord_${id}`, Body: d.content });
    queues.set(id, (queues.get(id) ?? Promise.resolve()).then(line));
  });
}

function postForm(agent: Agent, path: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const url = new URL(`${env["FLEXCORD_TWILIO_API"]}/conversations.twilio.com/v1${path}`);
  const body = new URLSearchParams(fields).toString();
  const auth = `${secrets.TWILIO_API_KEY}:${secrets.TWILIO_API_SECRET}`;
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", agent, auth, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve((JSON.parse(Buffer.concat(chunks).toString()) as { sid: string }).sid),
      );
    });
    call.on("error", reject);
    call.end(body);
  });
}

if (kind === "durable") await runDaemon({ ...options, onReady: ready });
else await (kind === "nothing" ? nothing() : raw());
