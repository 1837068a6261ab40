import { expect, it } from "vitest";
import { botLine, flexLines, greet, takeTask, talkToHuman } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";
import { dmsOpen, type Reply, replyTo, takeThread } from "./support/threads.ts";

/** A stage whose members can have private threads below #help. */
async function open(): Promise<Stage> {
  const stage = await openStage({ threads: true });
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

interface Line {
  readonly id: string;
  readonly author: string;
  readonly content: string;
  readonly components: Reply["components"];
}

async function threadLines(stage: Stage, member: string, thread: string): Promise<readonly Line[]> {
  const path = `/discord/members/${member}/channels/${thread}`;
  return (await stage.call<{ messages: Line[] }>("GET", path)).messages;
}

function threadLine(stage: Stage, member: string, thread: string, pattern: RegExp): Promise<Line> {
  return until(`${pattern.source} in the thread`, async () =>
    (await threadLines(stage, member, thread)).find(
      ({ author, content }) => author === "bot" && pattern.test(content),
    ),
  );
}

const say = (stage: Stage, member: string, channel: string, content: string) =>
  stage.call("POST", `/discord/members/${member}/say`, { channel, content });

/** Deletes all that stands in the thread, at once. */
async function purge({ sandbox: { ready } }: Stage, thread: string): Promise<void> {
  const address = `${ready.discord.api}/v10/channels/${thread}/messages`;
  const headers = { authorization: `Bot ${ready.discord.token}`, "content-type": "application/json" };
  const found = (await (await fetch(address, { headers })).json()) as readonly { readonly id: string }[];
  const body = JSON.stringify({ messages: found.map(({ id }) => id) });
  const answer = await fetch(`${address}/bulk-delete`, { method: "POST", headers, body });
  expect([answer.status, found.length >= 6]).toEqual([204, true]);
}

it("whose DMs are closed is told how to open them, and is helped in a private thread, which moderators purge", async () => {
  const stage = await open();
  const { control } = stage;
  const { id: mia } = await control.joinServer("Mia");
  await dmsOpen(stage, mia, false);
  const thread = await takeThread(stage, mia);
  const greeting = await threadLine(stage, mia, thread, /help desk/);
  await say(stage, mia, thread, "the launcher does not start");
  await threadLine(stage, mia, thread, /launcher/i);
  await control.press(mia, greeting.id, greeting.components[0]?.components[0]?.custom_id ?? "");
  await threadLine(stage, mia, thread, /case number/);
  const { agent, reservation } = await takeTask(stage);
  await threadLine(stage, mia, thread, /has joined/);
  const { messageSid } = await control.write(agent, reservation.conversationSid, "Hello Mia!");
  await threadLine(stage, mia, thread, /^Hello Mia!$/);
  await say(stage, mia, thread, "thank you");
  await say(stage, mia, thread, "you fool");
  const bothOf = (pattern: RegExp) =>
    until(pattern.source, async () =>
      (await flexLines(stage, reservation.conversationSid, pattern)).length === 2 ? true : undefined,
    );
  await bothOf(/^(?:thank you|you fool)$/);

  // A moderator's bot deletes what stands there, our card and the agent's line with it.
  await purge(stage, thread);
  await bothOf(/deleted a message\. It said:\n> (?:thank you|you fool)$/);
  expect(await flexLines(stage, reservation.conversationSid, /^(?:thank you|you fool)$/)).toEqual([]);
  const path = `/flex/agents/${agent}/messages/${messageSid}`;
  await stage.call("PATCH", path, { body: "Hello, dear Mia!" });
  await control.write(agent, reservation.conversationSid, "Anything else?");
  await threadLine(stage, mia, thread, /^Anything else\?$/);
  await control.endChat(agent, reservation.taskSid);
  await threadLine(stage, mia, thread, /has ended/);
  expect(await control.readDm(mia)).toEqual([]);
}, 60_000);

it("nobody but the member is heard in a thread, and nothing else of the server is", async () => {
  const stage = await open();
  const { control } = stage;
  const { id: mia } = await control.joinServer("Mia");
  await dmsOpen(stage, mia, false);
  const thread = await takeThread(stage, mia);
  const { id: noah } = await control.joinServer("Noah");
  const { roles, channels } = await stage.call<{
    roles: { id: string; name: string }[];
    channels: { id: string; name: string }[];
  }>("GET", "/discord/server");
  const moderator = roles.find(({ name }) => name === "Moderator")?.id ?? "";
  await stage.call("PUT", `/discord/members/${noah}/roles`, { roles: [moderator] });
  await say(stage, noah, thread, "I am only looking");
  const general = channels.find(({ name }) => name === "general")?.id ?? "";
  await say(stage, mia, general, "hello everybody");
  await say(stage, mia, thread, "the launcher does not start");
  await threadLine(stage, mia, thread, /launcher/i);
  const { entries } = await control.tape(0);
  const posted = entries.filter(({ vendor, method, path }) => {
    return vendor === "twilio" && method === "POST" && path.endsWith("/Messages");
  });
  const bodies = posted.map(({ requestBody }) => new URLSearchParams(requestBody).get("Body"));
  expect(bodies).toContain("the launcher does not start");
  expect(bodies.filter((body) => /only looking|hello everybody/u.test(body ?? ""))).toEqual([]);
}, 60_000);

it("a conversation whose DM closes goes on in a private thread, and nothing of it is lost", async () => {
  const stage = await open();
  const { control } = stage;
  const { member: mia, agent, conversation } = await talkToHuman(stage, "Mia");
  const { messageSid: secret } = await control.write(agent, conversation, "My number is 555.");
  await until("she reads it", () => botLine(stage, mia, /555/));
  await control.dm(mia, "mine is 777");
  await until("he reads it", async () => (await flexLines(stage, conversation, /^mine is 777$/))[0]);
  await dmsOpen(stage, mia, false);
  await control.write(agent, conversation, "Are you there?");
  await control.write(agent, conversation, "Please restart the launcher.");
  await until("the agent is told", async () =>
    (await flexLines(stage, conversation, /Not delivered: .*direct messages are closed/)).length === 2
      ? true
      : undefined,
  );
  const thread = await takeThread(stage, mia);
  await threadLine(stage, mia, thread, /restart the launcher/);
  const said = (await threadLines(stage, mia, thread)).map(({ content }) => content);
  expect(said.filter((line) => /^(?:Are you|Please)/u.test(line))).toEqual([
    "Are you there?",
    "Please restart the launcher.",
  ]);
  await until("the agent hears of it", async () =>
    (await flexLines(stage, conversation, /private thread now/)).length === 1 ? true : undefined,
  );
  await say(stage, mia, thread, "done, thank you");
  await until("her line", async () =>
    (await flexLines(stage, conversation, /^done, thank you$/)).length === 1 ? true : undefined,
  );

  // What was said in the direct messages can still be taken back, on both sides.
  await stage.call("DELETE", `/flex/agents/${agent}/messages/${secret}`);
  await until("it is gone", async () =>
    (await botLine(stage, mia, /555/)) === undefined ? true : undefined,
  );
  const hers = (await control.readDm(mia)).find(({ content }) => content === "mine is 777")?.id ?? "";
  await stage.call("DELETE", `/discord/members/${mia}/messages/${hers}`);
  await until("hers, too", async () =>
    (await flexLines(stage, conversation, /^mine is 777$/)).length === 0 ? true : undefined,
  );

  // Moderators archive and delete threads.
  await stage.call("PUT", `/discord/threads/${thread}`, { archived: true, locked: false });
  await control.write(agent, conversation, "Good to hear.");
  await threadLine(stage, mia, thread, /Good to hear/);
  await stage.call("DELETE", `/discord/threads/${thread}`);
  await control.write(agent, conversation, "Anything else?");
  const next = await until("another thread", async () => {
    const { threads } = await stage.call<{ threads: { id: string; members: string[] }[] }>(
      "GET",
      "/discord/threads",
    );
    return threads.find(({ members }) => members.includes(mia))?.id;
  });
  await threadLine(stage, mia, next, /Anything else/);
}, 60_000);

it("a thread is known again after a restart, and what was written meanwhile is fetched", async () => {
  const stage = await openStage({ threads: true });
  await stage.deploy();
  const first = await stage.startDaemon();
  const { id: mia } = await stage.control.joinServer("Mia");
  await dmsOpen(stage, mia, false);
  const thread = await takeThread(stage, mia);
  await say(stage, mia, thread, "the launcher does not start");
  await threadLine(stage, mia, thread, /launcher/i);
  await first.stop();
  await stage.call("POST", "/discord/gateway/forget");
  await say(stage, mia, thread, "I want to talk to a human");
  await stage.startDaemon();
  expect((await threadLine(stage, mia, thread, /case number/)).author).toBe("bot");
}, 60_000);

it("DMs that are open again take what they refused", async () => {
  const stage = await open();
  const { member: mia, agent, conversation } = await talkToHuman(stage, "Mia");
  await dmsOpen(stage, mia, false);
  const { messageSid } = await stage.control.write(agent, conversation, "Is anybody there?");
  await until("the agent is told", async () =>
    (await flexLines(stage, conversation, /Not delivered/)).length === 1 ? true : undefined,
  );
  // What was not delivered is delivered as the agent left it.
  await stage.call("PATCH", `/flex/agents/${agent}/messages/${messageSid}`, { body: "Are you there?" });
  await dmsOpen(stage, mia, true);
  const { interactionId } = await stage.control.command(mia, "helpme");
  expect((await replyTo(stage, mia, interactionId)).content).toMatch(/goes on here/);
  await until("what was missing", () => botLine(stage, mia, /^Are you there\?$/));
  expect(await greet(stage, "Noah")).not.toBe("");
}, 60_000);
