import { setTimeout } from "node:timers/promises";

import type { Sandbox } from "../../src/sandbox/sandbox.ts";

interface Item {
  readonly [field: string]: unknown;
}

/** Differs from one run to the next, and says nothing of what was described. */
const VOLATILE = new Set([
  "position",
  "version",
  "revision",
  "token",
  "url",
  "links",
  "webhook_url",
  // Holds a hash over ids.
  "commit_message",
  "timestamp",
  "edited_timestamp",
  "last_pin_timestamp",
  "nonce",
  "date_created",
  "date_updated",
  "dateCreated",
  "dateUpdated",
]);

/** Snowflakes of Discord and SIDs of Twilio. */
const ID = /\b(?:\d{17,20}|[A-Z]{2}[0-9a-f]{32})\b/gu;

/** All that is on both sides, one line each, every id replaced by the name of what it is; for comparing two runs. */
export async function everythingOn(sandbox: Sandbox): Promise<readonly string[]> {
  const lists = await Promise.all([...discordLists(sandbox), ...twilioLists(sandbox)]);
  const channels = lists.find(({ kind }) => kind === "channel")?.items ?? [];
  const messages = await Promise.all(channels.map((channel) => messagesIn(sandbox, channel)));
  const all = [...lists, ...messages];
  const names = new Map(
    all.flatMap(({ kind, items }) => items.map((item) => [idOf(item), `${kind} ${nameOf(item)}`])),
  );
  return all
    .flatMap(({ kind, items }) => items.map((item) => `${kind} ${textOf(item, names)}`))
    .toSorted((one, other) => (one < other ? -1 : 1));
}

interface List {
  readonly kind: string;
  readonly items: readonly Item[];
}

/** The first of these fields that is text. */
function firstOf(item: Item, fields: readonly string[]): string {
  const found = fields.map((field) => item[field]).find((value) => typeof value === "string");
  return typeof found === "string" ? found : "";
}

const idOf = (item: Item): string => firstOf(item, ["id", "sid"]);

const nameOf = (item: Item): string => firstOf(item, ["name", "friendly_name", "description", "unique_name"]);

function textOf(item: unknown, names: ReadonlyMap<string, string>): string {
  const text = JSON.stringify(item, (key, value: unknown) =>
    VOLATILE.has(key) ? undefined : inOrder(value, names),
  );
  return text.replaceAll(ID, (id) => `<${names.get(id) ?? "?"}>`);
}

/**
 * Sets come in the order in which they were filled, or in that of ids, which say what was made first: roles, and who
 * may do what in a channel. That things stand in the right order is for the empty plan to show.
 */
function inOrder(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  const isSet = value.every(
    (item: Item | string | null) =>
      typeof item === "object" && item !== null && ("allow" in item || "hoist" in item),
  );
  if (!isSet) return value;
  const texts = new Map(value.map((item: Item) => [item, textOf(item, names)]));
  return value.toSorted((one: Item, other: Item) =>
    (texts.get(one) ?? "") < (texts.get(other) ?? "") ? -1 : 1,
  );
}

/** What was deployed a moment ago counts toward the limits of who looks. */
async function ask(url: string, authorization: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(url, { headers: { authorization } });
    if (answer.status !== 429) return answer.json();
    await setTimeout(1000 * Number(answer.headers.get("retry-after") ?? 1));
  }
}

function discordLists({ ready: { discord } }: Sandbox): readonly Promise<List>[] {
  const { guildId, applicationId } = discord;
  const guild = `/guilds/${guildId}`;
  const localized = "?with_localizations=true";
  const list = async (kind: string, path: string): Promise<List> => {
    const found = await ask(`${discord.api}/v10${path}`, `Bot ${discord.token}`);
    return { kind, items: Array.isArray(found) ? (found as readonly Item[]) : [found as Item] };
  };
  return [
    list("role", `${guild}/roles`),
    list("channel", `${guild}/channels`),
    list("command", `/applications/${applicationId}/commands${localized}`),
    list("server command", `/applications/${applicationId}${guild}/commands${localized}`),
    list("webhook", `${guild}/webhooks`),
    list("automod", `${guild}/auto-moderation/rules`),
    list("welcome screen", `${guild}/welcome-screen`),
    list("onboarding", `${guild}/onboarding`),
    list("server", guild),
  ];
}

async function messagesIn({ ready: { discord } }: Sandbox, channel: Item): Promise<List> {
  const path = `/channels/${idOf(channel)}/messages?limit=50`;
  const found = await ask(`${discord.api}/v10${path}`, `Bot ${discord.token}`);
  return { kind: "message", items: Array.isArray(found) ? (found as readonly Item[]) : [] };
}

function twilioLists({ ready: { twilio } }: Sandbox): readonly Promise<List>[] {
  const basic = `Basic ${Buffer.from(`${twilio.apiKey}:${twilio.apiSecret}`).toString("base64")}`;
  const get = (path: string) => ask(`${twilio.api}/${path}`, basic) as Promise<Item>;
  const list = async (kind: string, path: string, key: string): Promise<List> => {
    const found = await get(`${path}?PageSize=100`);
    return { kind, items: (found[key] ?? []) as readonly Item[] };
  };
  const one = async (kind: string, path: string): Promise<List> => ({ kind, items: [await get(path)] });
  const workspace = `taskrouter.twilio.com/v1/Workspaces/${twilio.workspaceSid}`;
  const events = "events.twilio.com/v1";
  return [
    one("workspace", workspace),
    list("task channel", `${workspace}/TaskChannels`, "channels"),
    list("activity", `${workspace}/Activities`, "activities"),
    list("queue", `${workspace}/TaskQueues`, "task_queues"),
    list("workflow", `${workspace}/Workflows`, "workflows"),
    wholeFlows(get),
    list("sink", `${events}/Sinks`, "sinks"),
    list("subscription", `${events}/Subscriptions`, "subscriptions"),
    subscribedEvents(get),
    one("timers", "conversations.twilio.com/v1/Configuration"),
    one("flex", "flex-api.twilio.com/v1/Configuration"),
    list("legacy chat service", "chat.twilio.com/v2/Services", "services"),
    list("legacy Flex Flow", "flex-api.twilio.com/v1/FlexFlows", "flex_flows"),
  ];
}

/** A list of flows has no definitions. */
async function wholeFlows(get: (path: string) => Promise<Item>): Promise<List> {
  const path = "studio.twilio.com/v2/Flows";
  const { flows = [] } = (await get(path)) as { readonly flows?: readonly Item[] };
  return { kind: "flow", items: await Promise.all(flows.map((flow) => get(`${path}/${idOf(flow)}`))) };
}

/** A list of subscriptions does not say to what. */
async function subscribedEvents(get: (path: string) => Promise<Item>): Promise<List> {
  const path = "events.twilio.com/v1/Subscriptions";
  const { subscriptions = [] } = (await get(path)) as { readonly subscriptions?: readonly Item[] };
  const types = await Promise.all(subscriptions.map((item) => get(`${path}/${idOf(item)}/SubscribedEvents`)));
  return { kind: "subscribed to", items: types.flatMap((page) => (page["types"] ?? []) as readonly Item[]) };
}
