import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import twilio from "twilio";
import { expect, it, onTestFinished } from "vitest";
import { freePort } from "../../src/demo/processes.ts";
import { printIdentityMap } from "../../src/provision/identity/text.ts";
import { type FakeGateway, startFakeGateway } from "../discord/support/fake-gateway.ts";
import { type FakeRest, startFakeRest } from "../discord/support/fake-rest.ts";
import { APPLICATION_ID, BOT_ID, DM_ID, dmMessage, newId, TOKEN } from "../discord/support/wire.ts";
import { openAccount } from "../twilio/account.ts";
import { sid } from "../twilio/twilio-like.ts";
import { until } from "./support/stage.ts";

const GUILD_ID = "400000000000000004";
const AUTH_TOKEN = "an-auth-token-of-this-test";

/**
 * Neither of these servers is the sandbox or shares code with it: the daemon is given addresses, tokens
 * and an identity map, and nothing else.
 */
it("run works against servers that are not our sandbox", { timeout: 60_000 }, async () => {
  const rest = await startFakeRest();
  onTestFinished(() => rest[Symbol.asyncDispose]());
  const gateway = await startFakeGateway();
  onTestFinished(() => gateway[Symbol.asyncDispose]());
  const account = await openAccount();
  onTestFinished(() => account.close());
  answerLikeDiscord(rest, gateway);
  const url = await startDaemon({
    discord: rest.api,
    twilio: account.api,
    chatServiceSid: account.chatServiceSid,
  });

  gateway.dispatch("MESSAGE_CREATE", dmMessage("My ship is stuck in the dock"));
  const conversation = await until("the message on Twilio's side", () =>
    [...account.conversations.values()].find(({ messages }) => messages.length > 0),
  );
  expect(conversation.messages[0]?.body).toBe("My ship is stuck in the dock");

  const status = await signedMessage(url, conversation.sid, "Try the tow rope.");
  expect(status).toBe(200);
  await until("the agent's line in the DM", () =>
    rest
      .of(`POST /channels/${DM_ID}/messages`)
      .find(({ body }) => (body as { content: string }).content === "Try the tow rope."),
  );
});

function answerLikeDiscord(rest: FakeRest, gateway: FakeGateway): void {
  const bot = { id: BOT_ID, username: "flexcord", discriminator: "0", avatar: null, bot: true };
  rest.on("GET /users/@me", () => ({ status: 200, body: bot }));
  rest.on("GET /gateway/bot", () => ({
    status: 200,
    body: {
      url: gateway.url,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 900, reset_after: 0, max_concurrency: 1 },
    },
  }));
  rest.on(`GET /channels/${DM_ID}/messages`, () => ({ status: 200, body: [] }));
  rest.on(`POST /channels/${DM_ID}/messages`, ({ body }) => ({
    status: 200,
    body: { id: newId(), channel_id: DM_ID, ...(body as object) },
  }));
}

async function startDaemon(apis: {
  readonly discord: string;
  readonly twilio: string;
  readonly chatServiceSid: string;
}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "flexcord-other-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const accountSid = sid("AC");
  await writeFile(
    join(folder, "flexcord.yaml"),
    `version: 1\nproject: other\ndiscord:\n  guild: "${GUILD_ID}"\nassistant:\n  knowledge: .\n` +
      `bridge:\n  listen:\n    port: ${port}\n`,
  );
  await writeFile(
    join(folder, "dock.md"),
    "---\ntitle: The dock\nurl: https://help.example.com/dock\n---\n\nShips leave the dock by themselves.\n",
  );
  await writeFile(
    join(folder, "flexcord.production.lock.json"),
    identityMap(accountSid, apis.chatServiceSid),
  );
  const program = fileURLToPath(new URL("../../bin/flexcord.js", import.meta.url));
  const daemon = execa(process.execPath, [program, "run"], {
    cwd: folder,
    reject: false,
    env: {
      DISCORD_TOKEN: TOKEN,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_API_KEY: sid("SK"),
      TWILIO_API_SECRET: "an-API-secret-of-this-test",
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      FLEXCORD_SECRET: "a secret of this test alone, long enough",
      FLEXCORD_DISCORD_API: apis.discord,
      FLEXCORD_TWILIO_API: apis.twilio,
      FLEXCORD_PUBLIC_URL: url,
    },
  });
  onTestFinished(async () => {
    daemon.kill("SIGTERM");
    await daemon;
  });
  await until("the daemon is ready", async () => {
    if (daemon.nodeChildProcess.exitCode !== null) throw new Error((await daemon).stderr);
    return await fetch(`${url}/readyz`).then(
      (response) => (response.ok ? true : undefined),
      () => undefined,
    );
  });
  return url;
}

function identityMap(accountSid: string, chatServiceSid: string): string {
  const ids = {
    "twilio.workspace": sid("WS"),
    "twilio.task-channel": sid("TC"),
    "twilio.chat-service": chatServiceSid,
    "twilio.queue": sid("WQ"),
    "twilio.workflow": sid("WW"),
    "twilio.flow": sid("FW"),
  } as const;
  return printIdentityMap({
    schema: 1,
    lineage: "00000000-0000-4000-8000-000000000000",
    serial: 1,
    env: "production",
    guildId: GUILD_ID,
    applicationId: APPLICATION_ID,
    accountSid,
    entries: Object.entries(ids).map(([kind, id]) => ({
      kind: kind as keyof typeof ids,
      key: "support",
      id,
      protected: false,
      applied: {},
    })),
    pending: [],
  });
}

async function signedMessage(url: string, conversationSid: string, body: string): Promise<number> {
  const form = {
    AccountSid: sid("AC"),
    Attributes: "{}",
    Author: "alex",
    Body: body,
    ClientIdentity: "alex",
    ConversationSid: conversationSid,
    DateCreated: new Date().toISOString(),
    EventType: "onMessageAdded",
    Index: "1",
    MessageSid: sid("IM"),
    Source: "SDK",
  };
  const address = `${url}/twilio/conversations`;
  const response = await fetch(address, {
    method: "POST",
    headers: { "x-twilio-signature": twilio.getExpectedTwilioSignature(AUTH_TOKEN, address, form) },
    body: new URLSearchParams(form),
  });
  return response.status;
}
