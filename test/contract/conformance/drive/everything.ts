import twilio from "twilio";
import type { Sandbox } from "../../../../src/sandbox/sandbox.ts";
import { until } from "../../../sandbox/twilio/host.ts";
import { LocalClient } from "../../../sandbox/twilio/local-client.ts";
import { Receiver } from "../../../sandbox/twilio/receiver.ts";
import { readTape } from "../expect-conformance.ts";
import { callsTo } from "../../../../src/demo/call.ts";
import { useCommunity } from "./discord-community.ts";
import { useOAuth } from "./discord-oauth.ts";
import { useDiscordAsPeople } from "./discord-people.ts";
import { useDiscordRest } from "./discord-rest.ts";
import { resumeSession } from "./gateway-resume.ts";
import { announceEverything, beRefused, useFlex } from "./twilio-interaction.ts";
import { useLegacyChat } from "./twilio-legacy.ts";
import {
  type Account,
  changeSettings,
  useConversations,
  useEventStreams,
  useStudio,
  useSync,
  useTaskRouter,
} from "./twilio-routes.ts";

const DIRECT_MESSAGES = 4096;

/** Calls every route of the sandbox and has it send everything it sends by itself. */
export async function driveEverything(sandbox: Sandbox): Promise<void> {
  const control = callsTo(sandbox.url);
  const { discord } = sandbox.ready;
  const { id } = await control<{ readonly id: string }>("POST", "/discord/members", { name: "Mia" });
  await useDiscordRest(discord, id);
  await useDiscordAsPeople(discord, control, id);
  await useCommunity(discord, control);
  await useOAuth(discord, control, id);
  await resumeSession(discord, DIRECT_MESSAGES);
  const receiver = await Receiver.start();
  try {
    await driveTwilio(sandbox, {
      ...openAccount(sandbox),
      callbacks: `${receiver.url}/callbacks`,
      control: (method, path, body) => control(method, `/flex${path}`, body),
    });
  } finally {
    await receiver.close();
  }
}

async function driveTwilio(sandbox: Sandbox, account: Account): Promise<void> {
  await useConversations(account);
  await useStudio(account);
  await useTaskRouter(account);
  await useSync(account);
  await useEventStreams(account);
  await changeSettings(account);
  await useLegacyChat(account);
  await announceEverything(account);
  await useFlex(account);
  await beRefused(account);
  const last = ["taskrouter task.completed", "webhook onConversationStateUpdated"];
  await until(async () => {
    const routes = new Set((await readTape(sandbox.url)).map(({ route }) => route));
    return last.every((route) => routes.has(route));
  }, "the last callbacks");
}

function openAccount({ ready }: Sandbox): Pick<Account, "base" | "client" | "imitation"> {
  const { accountSid, apiKey, apiSecret, api } = ready.twilio;
  const client = twilio(apiKey, apiSecret, { accountSid, httpClient: new LocalClient(api) });
  return { base: api, client, imitation: { ready: ready.twilio } };
}
