import { openServer } from "../../discord/targets/server.ts";
import { openAccount } from "../../twilio/targets/account.ts";
import type { Row } from "./row.ts";
import { automodRows } from "./rows/automod.ts";
import { channelRows } from "./rows/channels.ts";
import { commandRows } from "./rows/commands.ts";
import { legacyRows } from "./rows/legacy.ts";
import { newcomerRows } from "./rows/newcomers.ts";
import { postRows } from "./rows/posts.ts";
import { roleRows } from "./rows/roles.ts";
import { taskRouterRows } from "./rows/task-router.ts";
import { accountRows } from "./rows/twilio-account.ts";

async function openFurnished() {
  const server = await openServer();
  await server.dial("community", true);
  await server.dial("boosts", true);
  return server;
}

const discord = [...roleRows, ...channelRows, ...commandRows, ...postRows, ...automodRows, ...newcomerRows];

/** A new kind adds a row, and the contract walks it. */
export const discordRows: readonly Row[] = discord.map((row) => ({ ...row, open: openFurnished }));

export const twilioRows: readonly Row[] = [...taskRouterRows, ...accountRows, ...legacyRows].map((row) => ({
  ...row,
  open: openAccount,
}));

/** Kinds that are only referred to: nothing of them is ever written. */
export const referredTo = ["twilio.workspace", "twilio.chat-service"];
