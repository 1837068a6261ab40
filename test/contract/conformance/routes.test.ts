import { afterAll, beforeAll, expect, test } from "vitest";
import { type Sandbox, startSandbox } from "../../../src/sandbox/sandbox.ts";
import type { TapeEntry } from "../../../src/sandbox/tape.ts";
import { LocalClient } from "../../sandbox/twilio/local-client.ts";
import { Receiver } from "../../sandbox/twilio/receiver.ts";
import twilio from "twilio";
import { useDiscordAsPeople } from "./drive/discord-people.ts";
import { useDiscordRest } from "./drive/discord-rest.ts";
import { announceEverything, beRefused, useFlex } from "./drive/twilio-interaction.ts";
import { type Account, useConversations, useStudio, useTaskRouter } from "./drive/twilio-routes.ts";
import { countsOf, listFindings } from "./report.ts";
import { validateTape } from "./validate-tape.ts";

let sandbox: Sandbox;
let receiver: Receiver;
let entries: readonly TapeEntry[];

beforeAll(async () => {
  sandbox = await startSandbox();
  receiver = await Receiver.start();
  receiver.answerWith(() => ({ status: 200 }));
  const { id } = await control<{ id: string }>("POST", "/discord/members", { name: "Mia" });
  await useDiscordRest(sandbox.ready.discord, id);
  await useDiscordAsPeople(sandbox.ready.discord, control, id);
  const account = openAccount();
  await useConversations(account);
  await useStudio(account);
  await useTaskRouter(account);
  await announceEverything(account);
  await useFlex(account);
  await beRefused(account);
  entries = (await control<{ entries: TapeEntry[] }>("GET", "/tape")).entries;
});
afterAll(async () => {
  await receiver.close();
  await sandbox.close();
});

test("x", async () => {
  await import("node:fs").then((fs) => fs.writeFileSync("/tmp/tape2.json", JSON.stringify({entries, token: sandbox.ready.twilio.authToken, routes: sandbox.routes})));
  const report = validateTape(entries, { authToken: sandbox.ready.twilio.authToken });
  console.log(countsOf(report));
  expect(listFindings(report)).toEqual([]);
});

function openAccount(): Account {
  const { twilio: ready } = sandbox.ready;
  const { accountSid } = ready;
  const client = twilio(ready.apiKey, ready.apiSecret, { accountSid, httpClient: new LocalClient(ready.api) });
  return {
    client,
    imitation: { ready },
    callbacks: `${receiver.url}/callbacks`,
    control: (method, path, body) => control(method, `/flex${path}`, body),
  };
}

async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${sandbox.url}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
  return answer as Answer;
}
