import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Description, DescriptionName, SchemaObject } from "./description.ts";
import { readOpenApi } from "./openapi.ts";

/** Which of Twilio's files describes a host. */
export const TWILIO_HOSTS = {
  "chat.twilio.com": "chat_v2",
  "conversations.twilio.com": "conversations_v1",
  "events.twilio.com": "events_v1",
  "flex-api.twilio.com": "flex_v1",
  "studio.twilio.com": "studio_v2",
  "sync.twilio.com": "sync_v1",
  "taskrouter.twilio.com": "taskrouter_v1",
} as const satisfies Readonly<Record<string, DescriptionName>>;

/** Twilio's own OpenAPI file for one host, as the npm package @twilio/cli-core carries it. */
export function loadTwilioFile(host: keyof typeof TWILIO_HOSTS): Description {
  const require = createRequire(import.meta.url);
  const packageFile = require.resolve("@twilio/cli-core/package.json");
  const name = TWILIO_HOSTS[host];
  return readFile(name, join(dirname(packageFile), `src/services/twilio-api/twilio_${name}.json`));
}

const DISCORD_FILE = fileURLToPath(
  new URL("../../../../../shared/reference/discord-openapi.json", import.meta.url),
);

/** Whether Discord's OpenAPI file lies beside the checkout; no checkout promises it. */
export const hasDiscordFile = existsSync(DISCORD_FILE);

export function loadDiscordFile(): Description {
  return readFile("discord-openapi.json", DISCORD_FILE);
}

function readFile(name: DescriptionName, path: string): Description {
  return readOpenApi(name, JSON.parse(readFileSync(path, "utf8")) as SchemaObject);
}
