import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { botPost, dmOf, flexLine, linesOf, send, sendFile } from "./support/content-people.ts";
import { greet, talkToHuman, type Talk } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const MEBI = 1024 * 1024;
const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1A\n", "latin1"), Buffer.alloc(2_000, 7)]);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const png = (name = "crash.png") => ({ name, contentType: "image/png", base64: PNG.toString("base64") });

describe.each(PLACES)("what members and agents send each other, in a %s", (place) => {
  let stage: Stage;
  let talk: Talk;
  beforeAll(async () => {
    stage = await openStage({ keep: true, place });
    await stage.deploy();
    await stage.startDaemon();
    talk = await talkToHuman(stage);
    return () => stage.close();
  });
  const onFlex = (what: string, pattern: RegExp) =>
    flexLine(stage, talk.conversation, what, ({ body }) => pattern.test(body));
  const inDm = (what: string, pattern: RegExp) =>
    botPost(stage, talk.member, what, ({ content }) => pattern.test(content));

  it("shows the agent names and no ids, and pings nobody on the way back", async () => {
    const { id: general } = (
      await stage.call<{ channels: { id: string; name: string }[] }>("GET", "/discord/server")
    ).channels.find(({ name }) => name === "general") ?? { id: "" };
    await send(stage, talk.member, {
      content: `ask <@${talk.member}> in <#${general}> <:party:123456789012345678> <t:0> ||secret|| __now__`,
    });
    const { body } = await onFlex("a rendered message", /^ask @/);
    expect(body).toBe("ask @Mia in #general :party: 1970-01-01T00:00:00Z [spoiler: secret] _now_");
    const back = `@everyone <@${talk.member}> __bold__\n\n| a | b |\n|---|---|\n| 1 | 2 |`;
    await stage.control.write(talk.agent, talk.conversation, back);
    const { content } = await inDm("a rendered reply", /\*\*bold\*\*/);
    expect(content).toBe(
      `@\u200Beveryone <\u200B@${talk.member}> **bold**\n\n\`\`\`\na    b\n---  ---\n1    2\n\`\`\``,
    );
    const { entries } = await stage.control.tape(0);
    const written = entries.filter(
      ({ vendor, method, path, status }) =>
        vendor === "discord" &&
        /^(POST|PATCH)$/.test(method) &&
        /\/messages(\/|$)/.test(path) &&
        status < 300,
    );
    expect(written.length).toBeGreaterThan(3);
    for (const { requestBody } of written) {
      expect(JSON.parse(requestBody)).toMatchObject({ allowed_mentions: { parse: [] } });
    }
  });

  it("cuts a long answer without breaking its block of code", async () => {
    const code = `\`\`\`js\n${Array.from({ length: 150 }, (_, n) => `const line${n} = ${n};`).join("\n")}\n\`\`\``;
    await stage.control.write(talk.agent, talk.conversation, code);
    await inDm("the last part", /line149 = 149/);
    const parts = (await dmOf(stage, talk.member)).filter(({ content }) => content.includes("const line"));
    expect(parts.length).toBeGreaterThan(1);
    for (const { content } of parts) expect(content).toMatch(/^```js\n[^`]+\n```$/);
  });

  it("passes several files of a member on, byte for byte, behind what they wrote", async () => {
    await send(stage, talk.member, { content: "see these", files: [png("one.png"), png("two.png")] });
    const text = await onFlex("the text", /^see these$/);
    const file = (name: string) =>
      flexLine(stage, talk.conversation, name, ({ media }) => media.some((one) => one.name === name));
    const [one, two] = [await file("one.png"), await file("two.png")];
    expect([one.index, two.index].every((index) => index > text.index)).toBe(true);
    expect([one.media[0]?.sha256, two.media[0]?.contentType]).toEqual([sha256(PNG), "image/png"]);
  });

  it("asks for an attachment's address again when it has expired", async () => {
    await stage.call("PUT", "/discord/attachment-life", { ms: 1 });
    const posted = send(stage, talk.member, { files: [png("late.png")] });
    await posted;
    await stage.call("PUT", "/discord/attachment-life", { ms: 60 * 60_000 });
    const line = await flexLine(
      stage,
      talk.conversation,
      "the file",
      ({ media }) => media[0]?.name === "late.png",
    );
    expect(line.media[0]?.sha256).toBe(sha256(PNG));
  });

  it("passes an agent's file on", async () => {
    await sendFile(stage, talk.agent, talk.conversation, png("manual.png"));
    const post = await botPost(stage, talk.member, "the file", ({ attachments }) => attachments.length > 0);
    expect(post.attachments).toMatchObject([{ name: "manual.png", sha256: sha256(PNG) }]);
  });

  it("offers an agent's file that Discord does not take as a link, for a time and for nothing else", async () => {
    const file = { name: "video.mp4", contentType: "video/mp4", bytes: 12 * MEBI };
    await sendFile(stage, talk.agent, talk.conversation, file);
    const { content } = await inDm("a link", /video\.mp4/);
    expect(content).toMatch(/12 MB.*72 hours/s);
    const link = /https?:\S+/.exec(content)?.[0] ?? "";
    const response = await fetch(link);
    expect(response.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''video.mp4");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect((await response.arrayBuffer()).byteLength).toBe(12 * MEBI);
    const forged = `${link.slice(0, -3)}${link.endsWith("AAA") ? "BBB" : "AAA"}`;
    const statuses = [forged, link.replace(/f=.*/, "f="), link.replace(/f=.*/, "f=https://example.com")].map(
      (url) => fetch(url).then(({ status }) => status),
    );
    expect(await Promise.all(statuses)).toEqual([404, 404, 404]);
  });

  it("tells stickers, polls, forwards, replies and voice messages in words", async () => {
    const first = await send(stage, talk.member, { content: "the first thing" });
    await send(stage, talk.member, { sticker: "Wave" });
    await onFlex("a sticker", /^\[sticker: Wave\]$/);
    await send(stage, talk.member, { poll: { question: "Red?", answers: ["Yes", "No"] } });
    await onFlex("a poll", /^\[poll: Red\?\]\n- Yes\n- No$/);
    await send(stage, talk.member, { forward: first });
    await onFlex("a forward", /^\[forwarded message\]\n> the first thing$/);
    await send(stage, talk.member, { content: "I mean this", replyTo: first });
    await onFlex("a reply", /^> the first thing\nI mean this$/);
    const spoken = { name: "voice-message.ogg", contentType: "audio/ogg", bytes: 4_000, seconds: 3.2 };
    await send(stage, talk.member, { files: [spoken] });
    const { body } = await onFlex("a voice message", /^\[voice message, 4 seconds: /);
    const heard = await fetch(/https?:[^\s\]]+/.exec(body)?.[0] ?? "");
    expect((await heard.arrayBuffer()).byteLength).toBe(4_000);
  });

  it("tells what a member reacted to", async () => {
    await stage.control.write(talk.agent, talk.conversation, "Try turning it off and on.");
    const post = await inDm("the advice", /turning it off/);
    const react = (on: boolean) =>
      stage.call("POST", `/discord/members/${talk.member}/react`, { messageId: post.id, emoji: "👍", on });
    await react(true);
    await onFlex("the reaction", /^Mia reacted with 👍 to:\n> Try turning it off and on\.$/);
    await react(false);
    const end = await onFlex("its end", /^Mia took back the reaction 👍/);
    expect(end.author).toBe("flexcord-notice");
  });

  it("carries a member's changes and deletions, and shows the agent what it was before", async () => {
    const id = await send(stage, talk.member, { content: "My order is 17" });
    const line = await onFlex("the order", /^My order is 17$/);
    await stage.call("PATCH", `/discord/members/${talk.member}/messages/${id}`, {
      content: "My order is 71",
    });
    await onFlex(
      "before and after",
      /changed a message\. Before:\n> My order is 17\nNow:\n> My order is 71$/,
    );
    const changed = (await linesOf(stage, talk.conversation)).find(({ sid }) => sid === line.sid);
    expect(changed).toMatchObject({ body: "My order is 71", edited: true });
    await stage.call("DELETE", `/discord/members/${talk.member}/messages/${id}`);
    await onFlex("what it was", /deleted a message\. It said:\n> My order is 71$/);
    expect((await linesOf(stage, talk.conversation)).some(({ sid }) => sid === line.sid)).toBe(false);
  });

  it("takes back the file that a member takes off a message, and leaves the others", async () => {
    const id = await send(stage, talk.member, { content: "both", files: [png("keep.png"), png("drop.png")] });
    const named = (name: string) => (line: { readonly media: readonly { readonly name: string }[] }) =>
      line.media.some((one) => one.name === name);
    await flexLine(stage, talk.conversation, "both files", named("drop.png"));
    await stage.call("PATCH", `/discord/members/${talk.member}/messages/${id}`, { keepFiles: ["keep.png"] });
    await onFlex("what was taken off", /^Mia took a file off a message: drop\.png$/);
    const lines = await linesOf(stage, talk.conversation);
    expect([lines.some(named("keep.png")), lines.some(named("drop.png"))]).toEqual([true, false]);
    expect(lines.some(({ body }) => body === "both")).toBe(true);
  });

  it("carries an agent's changes, longer and shorter ones, and deletions", async () => {
    const write = (body: string) => stage.control.write(talk.agent, talk.conversation, body);
    const { messageSid } = await write("It costs 5.");
    const post = await inDm("the price", /^It costs 5\.$/);
    const path = `/flex/agents/${talk.agent}/messages/${messageSid}`;
    await stage.call("PATCH", path, { body: `It costs 6. ${"More. ".repeat(400)}` });
    const first = await inDm("the first part", /^It costs 6\./);
    expect(first.id).toBe(post.id);
    const rest = await inDm("the second part", /^More\. /);
    await stage.call("PATCH", path, { body: "It costs 7." });
    await inDm("the new price", /^It costs 7\.$/);
    await until("the second part is gone", async () =>
      (await dmOf(stage, talk.member)).every(({ id }) => id !== rest.id) ? true : undefined,
    );
    await stage.call("DELETE", path);
    const left = await until("the price is gone", async () => {
      const posts = await dmOf(stage, talk.member);
      return posts.every(({ id }) => id !== post.id) ? posts : undefined;
    });
    expect(left.filter(({ content }) => /It costs|More\. /.test(content))).toEqual([]);
  });

  it("never relays what was deleted before it was relayed; its neighbours it does", async () => {
    stage.network.twilio.down();
    await send(stage, talk.member, { content: "one" });
    const id = await send(stage, talk.member, { content: "never mind" });
    await send(stage, talk.member, { content: "three" });
    await stage.call("DELETE", `/discord/members/${talk.member}/messages/${id}`);
    stage.network.twilio.up();
    await onFlex("three", /^three$/);
    const bodies = (await linesOf(stage, talk.conversation)).map(({ body }) => body);
    expect(bodies.filter((body) => /^(one|never mind|three)$|deleted.*never mind/s.test(body))).toEqual([
      "one",
      "three",
    ]);
  });
});

it.each(PLACES)(
  "the assistant types while it thinks, in a %s, and says what it cannot read",
  async (place) => {
    const stage = await openStage({ place });
    await stage.deploy();
    await stage.startDaemon();
    const member = await greet(stage, "Mia");
    await send(stage, member, { content: "how do I reset my password" });
    await botPost(stage, member, "an answer", ({ content }) => /may help|found nothing/i.test(content));
    const { entries } = await stage.control.tape(0);
    const at = (pattern: RegExp) =>
      entries.findIndex(({ method, path }) => pattern.test(`${method} ${path}`));
    const typing = at(/^POST .*\/typing$/);
    const answers = entries.filter(({ method, path }) => method === "POST" && path.endsWith("/messages"));
    const answer = answers.findLast(({ vendor }) => vendor === "discord");
    expect(typing).toBeGreaterThan(-1);
    expect(typing).toBeLessThan(entries.findIndex((entry) => entry === answer));
    await send(stage, member, { files: [png()] });
    await botPost(stage, member, "what it can read", ({ content }) =>
      content.startsWith("I can only read text"),
    );
  },
);
