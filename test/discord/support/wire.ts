import type { Names } from "../../../src/discord/markdown/from-discord.ts";
import type { Log } from "../../../src/domain/log.ts";
import { jsonLog } from "../../../src/domain/log.ts";
import { snowflakeAt } from "../../../src/discord/snowflake.ts";

/** A server of which nothing is known. */
export const noNames: Names = { member: () => null, role: () => null, channel: () => null };

export const BOT_ID = "100000000000000001";
/** Not always the bot's id: applications of the first years have another (documented). */
export const APPLICATION_ID = "100000000000000009";
export const MEMBER_ID = "200000000000000002";
export const THREAD_ID = "300000000000000012";
export const GUILD_ID = "300000000000000009";
export const DM_ID = "300000000000000003";
export const TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.test.a-secret-nobody-may-read";
export const INTERACTION_TOKEN = "aW50ZXJhY3Rpb246-another-secret";

/** A ledger that knows no places: nothing can have been missed. */
export const noGaps = {
  openGap: async () => null,
  closeGap: async () => undefined,
  gap: async () => null,
  heardPosts: async () => [],
};

let counter = 0;

/** A fresh id of that time. */
export function newId(at = Date.now()): string {
  counter += 1;
  return String(BigInt(snowflakeAt(at)) + BigInt(counter % 4_000_000));
}

const member = {
  id: MEMBER_ID,
  username: "mia",
  global_name: "Mia",
  discriminator: "0",
  avatar: null,
} as const;

export function dmMessage(
  content: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  return {
    id: newId(),
    channel_id: DM_ID,
    channel_type: 1,
    type: 0,
    author: member,
    content,
    flags: 0,
    attachments: [],
    embeds: [],
    mentions: [],
    ...over,
  };
}

export function slashCommand(
  name: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  return {
    id: newId(),
    application_id: APPLICATION_ID,
    type: 2,
    token: INTERACTION_TOKEN,
    data: { id: newId(), name, type: 1 },
    guild_id: "400000000000000004",
    channel: { id: "500000000000000005", type: 0 },
    member: { user: member, nick: "Mia of the north", roles: [], permissions: "0" },
    locale: "de",
    version: 1,
    ...over,
  };
}

export function buttonPress(
  customId: string,
  over: Record<string, unknown> = {},
): Record<string, unknown> & { id: string } {
  return {
    id: newId(),
    application_id: APPLICATION_ID,
    type: 3,
    token: INTERACTION_TOKEN,
    data: { component_type: 2, custom_id: customId },
    channel: { id: DM_ID, type: 1 },
    user: member,
    message: { id: newId(), channel_id: DM_ID },
    locale: "en-US",
    version: 1,
    ...over,
  };
}

/** A log whose lines can be read back. */
export function listeningLog(): { readonly log: Log; readonly lines: string[] } {
  const lines: string[] = [];
  const log = jsonLog((line) => void lines.push(line), { level: "debug", now: () => Date.now() });
  return { log, lines };
}

/** Resolves when `condition` holds. The test's own time limit is the only clock. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
