import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { ALERT_SECRET, openReceiver } from "./support/alert-receiver.ts";
import { startDaemonProcess } from "./support/daemon-process.ts";
import { askForHuman, botLine, greet, takeTask } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const PATIENCE_MS = 90_000;

async function open() {
  const receiver = await openReceiver();
  const alerts = [
    `  webhook: ${receiver.url}`,
    "  memberWaitSeconds: 1",
    "  messageWaitSeconds: 1",
    "  gatewayDownSeconds: 1",
  ].join("\n");
  const stage = await openStage({ alerts, alertSecret: ALERT_SECRET });
  await stage.deploy();
  const told = (what: string, kind: string, subject: string, stages: readonly string[]) =>
    until(
      what,
      () => (receiver.about(kind, subject).join() === stages.join() ? true : undefined),
      PATIENCE_MS,
    );
  return { stage, receiver, told };
}

const put = (stage: Stage, path: string, body: object) => stage.call("PUT", path, body);

/** What was written to the staff channel, in order. */
async function staffLines(stage: Stage): Promise<readonly string[]> {
  const { entries } = await stage.control.tape(0);
  return entries
    .filter(({ method, path, status }) => method === "POST" && path.endsWith("/messages") && status === 200)
    .map(({ requestBody }) => (JSON.parse(requestBody) as { readonly content?: string }).content ?? "")
    .filter((content) => /\*\*(?:Alert|Over)\*\*/u.test(content));
}

it(
  "what waits and what is given up is told once, also by a daemon that was restarted, and its end once",
  { timeout: 180_000 },
  async () => {
    const { stage, receiver, told } = await open();
    const daemon = await stage.startDaemon();
    const mia = await greet(stage, "Mia");
    const ben = await askForHuman(stage, "Ben");
    await put(stage, `/discord/members/${mia}/dms`, { open: false });
    await stage.control.dm(mia, "the launcher does not start");

    await told("the parked message", "message.parked", "member.unreachable", ["began"]);
    await told("the waiting member", "member.waiting", "queue", ["began"]);
    await until("both in the staff channel", async () => (await staffLines(stage)).length === 2 || undefined);
    const waiting = receiver.received.find(({ data }) => data.kind === "member.waiting");
    expect(waiting?.data.facts).toEqual({ count: 1, case: 1 });
    const status = await flexcord(["status", "--json"], { cwd: stage.folder, env: stage.env });
    expect(JSON.parse(status.stdout)).toMatchObject({
      alerts: [{ kind: "member.waiting" }, { kind: "message.parked" }],
    });

    await daemon.stop();
    await stage.startDaemon();
    await put(stage, `/discord/members/${mia}/dms`, { open: true });
    const replayed = await flexcord(["replay", "--failed"], { cwd: stage.folder, env: stage.env });
    expect(replayed.code).toBe(0);
    await takeTask(stage, "Ben");
    await until("Ben reads who joined", () => botLine(stage, ben, /has joined/u));
    await told("the end of the parked", "message.parked", "member.unreachable", ["began", "over"]);
    await told("the end of the wait", "member.waiting", "queue", ["began", "over"]);
    await until(
      "the ends in the staff channel",
      async () => (await staffLines(stage)).length === 4 || undefined,
    );

    expect(receiver.received.every(({ signed }) => signed)).toBe(true);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(receiver.received.length);
    for (const { type, data } of receiver.received) expect(data.over === null).toBe(type === "alert.began");
    const lines = await staffLines(stage);
    expect(lines.filter((line) => /^🔴 \*\*Alert\*\*, since <t:\d+:f>: .*given up/u.test(line))).toHaveLength(
      1,
    );
    expect(
      lines.filter((line) => /^🟢 \*\*Over\*\* since <t:\d+:f>, after it began/u.test(line)),
    ).toHaveLength(2);
    expect(JSON.stringify(receiver.received)).not.toMatch(/Mia|Ben|launcher/u);
  },
);

it(
  "a refused token of either vendor is told, the other side goes on, and both come back by themselves",
  { timeout: 240_000 },
  async () => {
    const { stage, receiver, told } = await open();
    await stage.startDaemon();
    const mia = await askForHuman(stage, "Mia");
    const { agent, reservation } = await takeTask(stage, "Mia");
    await until("Mia reads who joined", () => botLine(stage, mia, /has joined/u));

    await put(stage, "/flex/credentials", { accepted: false });
    await stage.control.dm(mia, "one for Twilio");
    await told("Twilio's refusal", "token.refused", "twilio", ["began"]);
    await told("what waits for it", "message.waiting", "twilio", ["began"]);
    await until("a line in the staff channel", async () =>
      (await staffLines(stage)).some((line) => line.includes("Twilio refuses")) ? true : undefined,
    );
    await put(stage, "/flex/credentials", { accepted: true });
    await told("Twilio's return", "token.refused", "twilio", ["began", "over"]);
    await told("nothing waits for it", "message.waiting", "twilio", ["began", "over"]);

    await put(stage, "/discord/token", { accepted: false });
    await told("Discord's refusal", "token.refused", "discord", ["began"]);
    await told("the gateway", "gateway.down", "discord", ["began"]);
    // Whoever writes now is recorded, and read once Discord takes us back.
    await stage.control.write(agent, reservation.conversationSid, "written while Discord refused us");
    await stage.control.dm(mia, "written to a bot that was locked out");
    await put(stage, "/discord/token", { accepted: true });
    await told("Discord's return", "token.refused", "discord", ["began", "over"]);
    await told("the gateway's return", "gateway.down", "discord", ["began", "over"]);
    await until("the agent's line", () => botLine(stage, mia, /while Discord refused us/u), PATIENCE_MS);
    await until(
      "the member's line",
      async () => {
        const { messages } = await stage.control.conversation(reservation.conversationSid);
        return messages.some(({ body }) => body.includes("locked out")) ? true : undefined;
      },
      PATIENCE_MS,
    );
    await until(
      "all of it in the staff channel",
      async () => (await staffLines(stage)).length >= 8 || undefined,
      PATIENCE_MS,
    );
    const lines = await staffLines(stage);
    expect(lines.filter((line) => line.includes("Discord refuses"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes("gateway is not connected"))).toHaveLength(2);
    expect(receiver.about("message.parked", "discord.auth")).toEqual([]);
  },
);

/** Only Linux lets one process limit how large another's files may become. */
it.skipIf(process.platform !== "linux")(
  "a ledger that cannot be written is told without it, and so is its end",
  { timeout: 120_000 },
  async () => {
    const { stage, told } = await open();
    Object.assign(stage.env, { FLEXCORD_ALERT_SECRET: ALERT_SECRET });
    const daemon = await startDaemonProcess(stage);
    const mia = await greet(stage, "Mia");
    const log = join(stage.folder, ".flexcord", "production.db-wal");
    const limit = (bytes: string) =>
      execFileSync("prlimit", ["--pid", String(daemon.pid), `--fsize=${bytes}:unlimited`]);
    expect(existsSync(log)).toBe(true);
    limit(String(statSync(log).size));
    await stage.control.dm(mia, "the launcher does not start");
    await told("the failing store", "store.failing", "store", ["began"]);
    const ofStore = async () => (await staffLines(stage)).filter((line) => line.includes("ledger cannot"));
    await until("it in the staff channel", async () => (await ofStore()).length === 1 || undefined);
    limit("unlimited");
    await told("its end", "store.failing", "store", ["began", "over"]);
    await until("the end in the staff channel", async () => (await ofStore()).length === 2 || undefined);
    await until("the answer to what arrived meanwhile", () =>
      botLine(stage, mia, /launcher|help articles|This may help/u),
    );
  },
);

it(
  "a webhook that refuses everything and a channel that is gone disturb nobody",
  { timeout: 120_000 },
  async () => {
    const { stage, receiver } = await open();
    receiver.answerWith(500);
    await stage.startDaemon();
    const mia = await askForHuman(stage, "Mia");
    await until("three tries", () => (receiver.received.length >= 3 ? true : undefined), PATIENCE_MS);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    const { agent, reservation } = await takeTask(stage, "Mia");
    await stage.control.write(agent, reservation.conversationSid, "hello from Alex");
    await until("the agent's line", () => botLine(stage, mia, /hello from Alex/u));
    receiver.answerWith(204);
    await until(
      "the end after the beginning",
      () => receiver.received.at(-1)?.type === "alert.over" || undefined,
      PATIENCE_MS,
    );
    const stages = receiver.about("member.waiting", "queue");
    expect(stages.filter((one) => one === "over")).toHaveLength(1);
    expect(stages.at(-1)).toBe("over");
  },
);
