import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { freePort } from "../../src/demo/processes.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const TOKEN = "a token of this test alone, 32 characters".replaceAll(" ", "-");

const json = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>;

async function open() {
  const port = await freePort();
  const stage = await openStage({
    yaml: `  operator:\n    listen:\n      port: ${port}\n`,
    operatorToken: TOKEN,
  });
  await stage.deploy();
  const url = `http://127.0.0.1:${port}`;
  // No config and no secret beside the token: that is all another machine has.
  const remote = (...args: readonly string[]) =>
    flexcord([...args, "--remote", url], { env: { FLEXCORD_OPERATOR_TOKEN: TOKEN } });
  const local = (...args: readonly string[]) => flexcord(args, { cwd: stage.folder, env: stage.env });
  return { stage, url, remote, local };
}

async function ask(stage: Stage, text: string) {
  const { id } = await stage.control.joinServer("Mia");
  const { messageId } = await stage.control.dm(id, text);
  await until("an answer", async () =>
    (await stage.control.readDm(id)).some(({ author }) => author === "bot") ? true : undefined,
  );
  return { id, messageId };
}

it(
  "status, logs and replay reach the daemon from elsewhere, with the token alone",
  { timeout: 60_000 },
  async () => {
    const { stage, url, remote, local } = await open();
    await stage.startDaemon();
    const { messageId } = await ask(stage, "the launcher does not start");

    const status = json((await remote("status", "--json")).stdout);
    expect(status).toMatchObject({ version: 1, daemon: { version: "0.0.0", gateway: true }, parked: 0 });
    expect(await local("status")).toMatchObject({ code: 0, stdout: expect.stringContaining("connected") });
    const lines = (await remote("logs", messageId, "--show-text")).stdout;
    expect(lines).toContain("Mia: the launcher does not start");
    const replayed = json((await remote("replay", messageId, "--dry-run", "--json")).stdout);
    expect(replayed).toMatchObject({
      sent: 0,
      steps: expect.arrayContaining([expect.objectContaining({ to: "agent" })]),
    });
    expect((await remote("replay", messageId)).stderr).toMatch(/^\d on their way/u);

    const refused = async (headers: Record<string, string>) =>
      (await fetch(`${url}/operator/v1/status`, { method: "POST", headers, body: "{}" })).status;
    expect(await refused({})).toBe(401);
    expect(await refused({ authorization: `Bearer ${TOKEN}x` })).toBe(401);
    expect(await refused({ authorization: `Bearer ${TOKEN}` })).toBe(200);
    const stranger = await flexcord(["status", "--remote", url], {
      env: { FLEXCORD_OPERATOR_TOKEN: "another token that opens nothing".replaceAll(" ", "-") },
    });
    expect(stranger.code).toBe(3);
    expect(stranger.stderr).toMatch(
      /token is missing or wrong .*Set FLEXCORD_OPERATOR_TOKEN .*\[operator\.auth\]/u,
    );
    const webhooks = await fetch(`${stage.daemonUrl}/operator/v1/status`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}` },
      body: "{}",
    });
    expect(webhooks.status).toBe(404);
    const plain = await flexcord(["status", "--remote", "http://support.example.com"], {
      env: { FLEXCORD_OPERATOR_TOKEN: TOKEN },
    });
    expect(plain.code).toBe(2);
  },
);

it("refuses a question that makes no sense", { timeout: 60_000 }, async () => {
  const { stage, url } = await open();
  await stage.startDaemon();
  const headers = { authorization: `Bearer ${TOKEN}` };
  const asked = (call: string, body: string) =>
    fetch(`${url}/operator/v1/${call}`, { method: "POST", headers, body });
  const faulty = [
    ["tail", "{"],
    ["tail", "[]"],
    ["tail", '{"count":5}'],
    ["tail", '{"query":{"state":"gone"},"count":5}'],
    ["tail", '{"query":{},"count":-1}'],
    ["unsettle", '{"effectIds":["1"]}'],
    ["drop", '{"effectId":1,"reason":" "}'],
    ["trace", '{"target":"m99"}'],
  ] as const;
  const statuses = await Promise.all(faulty.map(async ([call, body]) => (await asked(call, body)).status));
  expect(statuses).toEqual(faulty.map(() => 400));
  expect((await asked("tail", '{"query":{},"count":5}')).status).toBe(200);
});

it(
  "traces a message from Discord to its delivery, and the daemon's own steps stand in the log",
  { timeout: 60_000 },
  async () => {
    const { stage, local, remote } = await open();
    const daemon = await stage.startDaemon();
    const { id, messageId } = await ask(stage, "can I talk to a human?");
    await until("the task", async () =>
      (await local("trace", messageId)).stdout.includes("the task is created") ? true : undefined,
    );
    const { stdout } = await local("trace", messageId);
    expect(stdout).toContain(`member ${id}`);
    expect(stdout).not.toContain("talk to a human");
    for (const step of [
      "by the clock of discord",
      "recorded in the ledger",
      "decided: e",
      "to the agent: done",
    ])
      expect(stdout).toContain(step);
    expect(stdout).toMatch(/post to the agent: done, after 1 try IM[0-9a-f]{32}/u);
    expect((await local("trace", `@${id}`)).code).toBe(2);
    // The line that asks for a human starts the flow, which sends it to Flex; a task's steps follow.
    const times = [...stdout.matchAll(/^ *\+(-?\d+) ms {2}(.*)$/gmu)];
    const named = (pattern: RegExp) => times.filter(([, , what = ""]) => pattern.test(what)).length;
    expect(named(/^Studio: the flow begins FN[0-9a-f]{32}$/u)).toBe(1);
    expect(named(/^Studio: \S+: \w+, on to \w+ FT[0-9a-f]{32}$/u)).toBeGreaterThan(2);
    expect(named(/^the task is (?:created|queued) WT[0-9a-f]{32}/u)).toBeGreaterThan(0);
    const sorted = times.map(([, ms]) => Number(ms));
    expect(sorted).toEqual(sorted.toSorted((one, other) => one - other));
    const far = json((await remote("trace", messageId, "--json")).stdout);
    expect(far).toMatchObject({ missing: [] });
    expect(JSON.stringify(far)).toContain("Studio: the flow begins");

    const blind = await flexcord(["trace", messageId], {
      cwd: stage.folder,
      env: { ...stage.env, TWILIO_API_SECRET: "not-the-secret-of-this-key" },
    });
    expect(blind).toMatchObject({ code: 0, stdout: expect.stringContaining("recorded in the ledger") });
    expect(blind.stderr).toMatch(/warning: Studio's steps: .*\[twilio\.auth\]/u);

    await daemon.stop();
    const notes = (await local("logs", "--state", "noted")).stdout;
    expect(notes.match(/(?:daemon|gateway)\.\w+/gu)).toEqual([
      "daemon.started",
      "gateway.identified",
      "daemon.stopped",
    ]);
    expect(json((await local("status", "--json")).stdout)).toMatchObject({ daemon: null });
    await stage.startDaemon();
    expect((await local("logs", "-n", "1", "--state", "noted")).stdout).toContain("gateway.resumed");
    const locked = await local("store", "rekey");
    expect([locked.code, locked.stderr]).toEqual([6, expect.stringContaining("[state.locked]")]);
  },
);

it(
  "block, blocked and unblock reach the daemon from elsewhere, with the token alone",
  { timeout: 60_000 },
  async () => {
    const { stage, remote } = await open();
    await stage.startDaemon();
    const { id } = await ask(stage, "the launcher does not start");
    const told = async (pattern: RegExp) =>
      until(`she reads ${pattern}`, async () =>
        (await stage.control.readDm(id)).find(
          ({ author, content }) => author === "bot" && pattern.test(content),
        ),
      );
    expect((await remote("blocked")).stderr).toMatch(/Nobody is blocked/u);

    const made = await remote("block", "@mia", "--reason", "insults", "--until", "2h", "--json");
    expect(made.code).toBe(0);
    const row = { memberId: id, reason: "insults", since: expect.any(String), until: expect.any(String) };
    expect(json(made.stdout)).toEqual({ version: 1, blocked: row });
    expect(json((await remote("blocked", "--json")).stdout)).toEqual({ version: 1, blocked: [row] });
    await stage.control.dm(id, "and now?");
    await told(/<t:\d+:F>.*insults/u);

    expect(await remote("unblock", id)).toMatchObject({ code: 0, stderr: expect.stringMatching(/no more/u) });
    await stage.control.dm(id, "how do I link my console account?");
    await told(/https:\/\/|human/u);
    expect(json((await remote("blocked", "--json")).stdout)).toEqual({ version: 1, blocked: [] });

    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [["unblock", id], /is not blocked.*`flexcord blocked` lists/su],
      [["block", "@nobody", "--reason", "x"], /knows no member/u],
      [["block", "nobody at all", "--reason", "x"], /knows no member called "nobody at all"/u],
      [["block", id, "--reason", "x", "--until", "2020-01-01T00:00:00Z"], /time to come/u],
      [["block", id], /--reason/u],
    ];
    for (const [args, words] of refusals)
      expect(await remote(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(words) });
  },
);
