import { onTestFinished } from "vitest";

import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";
import { createTwilioClient } from "../../../src/twilio/client.ts";
import { createTwilioSide } from "../../../src/twilio/targets/twilio-side.ts";
import { openProxy } from "../../provision/proxy.ts";
import { rounds } from "../../provision/round.ts";
import { resource, secrets } from "../../provision/shelf.ts";

interface TapeEntry {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly requestBody: string;
  readonly status: number;
}

/** An imitated Flex account, the real SDK, and deploys against it. */
export async function openAccount() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { api, accountSid, apiKey, apiSecret, workspaceSid } = sandbox.ready.twilio;
  const network = await openProxy(sandbox.url);
  const client = createTwilioClient({
    accountSid,
    apiKey,
    apiSecret,
    api: api.replace(sandbox.url, network.url),
  });
  const openSides = () => [createTwilioSide({ client, mask: (text) => ({ masked: secrets.digest(text) }) })];
  let seen = 0;
  /** What was asked of Twilio since the last time. */
  const tape = async (): Promise<readonly TapeEntry[]> => {
    const answer = await fetch(`${sandbox.url}/control/tape?after=${seen}&vendor=twilio&limit=1000`);
    const { entries, last } = (await answer.json()) as { entries: TapeEntry[]; last: number };
    seen = last;
    return entries;
  };
  return {
    client,
    workspace: client.taskrouter.v1.workspaces.get(workspaceSid),
    network: network.rules,
    tape,
    /** Takes Programmable Chat from the account, which then answers so. */
    without: (status: number) =>
      fetch(`${sandbox.url}/control/flex/legacy-chat`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ available: false, status }),
      }),
    ...rounds(openSides, systemClock),
    /** Somebody else with the same rights, who knows nothing of what we deployed. */
    stranger: () => rounds(openSides, systemClock),
  };
}

const to = (kind: Resource["kind"]): Spec => ({ ref: { kind, key: "support" } });
const reference = (kind: Resource["kind"], spec: Resource["spec"] = {}): Resource => ({
  ...resource(kind, "support", spec, { managed: "reference" }),
  spec,
});

/** What a conversation needs of Twilio. */
export const contactCentre: readonly Resource[] = [
  reference("twilio.workspace"),
  reference("twilio.chat-service"),
  reference("twilio.task-channel", { uniqueName: "chat" }),
  resource("twilio.queue", "support", { name: "Help desk", targetWorkers: "1==1" }),
  resource("twilio.workflow", "support", {
    name: "Help desk",
    queue: to("twilio.queue"),
    reservationTimeout: 60,
  }),
  resource("twilio.flow", "support", {
    name: "Discord",
    template: "assistant-then-agent",
    workflow: to("twilio.workflow"),
    taskChannel: to("twilio.task-channel"),
    askUrl: "https://bridge.example/twilio/studio/ask",
    secret: { secret: "studio-secret" },
    memberAuthorPrefix: "discord_",
  }),
  resource("twilio.callback", "support", {
    url: "https://bridge.example/twilio/taskrouter",
    events: ["task.created", "reservation.accepted"],
  }),
];

/** The contact centre with some fields of one kind changed. */
export const contactCentreWith = (kind: Resource["kind"], spec: Resource["spec"]): readonly Resource[] =>
  contactCentre.map((item) => (item.kind === kind ? { ...item, spec: { ...item.spec, ...spec } } : item));
