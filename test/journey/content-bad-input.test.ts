import { beforeAll, describe, expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { botPost, dmOf, flexLine, linesOf, send, type SentFile, sendFile } from "./support/content-people.ts";
import { talkToHuman, type Talk, welcome } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

const MEBI = 1024 * 1024;
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1A\n", "latin1"), Buffer.alloc(500)]);

describe.each(PLACES)("what people send that nobody asked for, in a %s", (place) => {
  let stage: Stage;
  let talk: Talk;
  beforeAll(async () => {
    stage = await openStage({ keep: true, place });
    await stage.deploy();
    await stage.startDaemon();
    talk = await talkToHuman(stage);
    return () => stage.close();
  });

  /** Whatever came before it, the next plain message still gets through. */
  const stillTalks = async (word: string) => {
    await send(stage, talk.member, { content: word });
    await flexLine(stage, talk.conversation, word, ({ body }) => body === word);
  };
  const mediaOf = async () => (await linesOf(stage, talk.conversation)).flatMap(({ media }) => media);

  const REFUSED: readonly (SentFile & { readonly what: string; readonly because: RegExp })[] = [
    {
      what: "20 MB",
      name: "long.mp4",
      contentType: "video/mp4",
      bytes: 20 * MEBI,
      because: /larger than 16 MB/,
    },
    {
      what: "an unknown type",
      name: "save.xyz",
      contentType: "application/x-game",
      bytes: 9,
      because: /of this kind.*PNG/,
    },
    { what: "no type at all", name: "README", bytes: 9, because: /of this kind/ },
    {
      what: "a picture of a billion points",
      name: "bomb.png",
      contentType: "image/png",
      base64: base64(PNG),
      width: 40_000,
      height: 40_000,
      because: /larger than/,
    },
    {
      what: "a zip bomb that says it is a PNG",
      name: "cat.png",
      contentType: "image/png",
      base64: base64(Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(400)])),
      because: /send it once more/,
    },
  ];
  it.each(REFUSED)("a file of $what is not passed on, and both hear of it", async ({ because, ...file }) => {
    const before = (await mediaOf()).length;
    await send(stage, talk.member, { content: "look", files: [file] });
    const told = await botPost(stage, talk.member, "why not", ({ content }) =>
      content.includes(file.name.replace("_", "")),
    );
    expect(told.content).toMatch(because);
    await flexLine(
      stage,
      talk.conversation,
      "the agent is told",
      ({ body }) => body.includes(file.name) && /could not be passed on/.test(body),
    );
    await stillTalks(`after ${file.name}`);
    expect(await mediaOf()).toHaveLength(before);
  });

  it("none of it is left for anybody to look at", async () => {
    const { code, stdout } = await flexcord(["parked", "--json"], { cwd: stage.folder, env: stage.env });
    expect({ code, parked: (JSON.parse(stdout) as { parked: unknown }).parked }).toEqual({
      code: 0,
      parked: [],
    });
  });

  it("eleven attachments are one too many for Discord; ten get through in their order", async () => {
    const files = Array.from({ length: 11 }, (_, n) => ({
      name: `p${n}.png`,
      contentType: "image/png",
      base64: base64(PNG),
    }));
    await expect(send(stage, talk.member, { files })).rejects.toThrow(/at most 10 files/);
    await send(stage, talk.member, { files: files.slice(0, 10) });
    await flexLine(stage, talk.conversation, "the last", ({ media }) =>
      media.some(({ name }) => name === "p9.png"),
    );
    const names = (await mediaOf()).map(({ name }) => name).filter((name) => /^p\d\.png$/.test(name));
    expect(names).toEqual(files.slice(0, 10).map(({ name }) => name));
  });

  it("nothing, white space and characters that nobody sees make no line on either side", async () => {
    await expect(send(stage, talk.member, { content: "   \n " })).rejects.toThrow(/no empty message/);
    const before = (await linesOf(stage, talk.conversation)).length;
    await send(stage, talk.member, { content: "\u200B\u2060\u200E" });
    await stillTalks("visible");
    expect((await linesOf(stage, talk.conversation)).length).toBe(before + 1);
    const posts = (await dmOf(stage, talk.member)).length;
    await stage.control.write(talk.agent, talk.conversation, " \u200B \n ");
    await stage.control.write(talk.agent, talk.conversation, "something");
    await botPost(stage, talk.member, "something", ({ content }) => content === "something");
    expect((await dmOf(stage, talk.member)).length).toBe(posts + 1);
  });

  it("4,000 emoji, right-to-left and unseen characters, and 2,001 code points in a block arrive whole", async () => {
    const say = (body: string) => stage.control.write(talk.agent, talk.conversation, body);
    const shown = async (pattern: RegExp) =>
      (await dmOf(stage, talk.member)).filter(
        ({ author, content }) => author === "bot" && pattern.test(content),
      );
    await say("😀".repeat(4_000));
    const faces = await until("all faces", async () => {
      const found = await shown(/^😀+$/u);
      return found.length === 2 ? found : undefined;
    });
    expect(faces.map(({ content }) => content).join("")).toBe("😀".repeat(4_000));
    const mixed = "שלום\u200F, \u202Eعالم\u202C \u200Dok";
    await say(mixed);
    expect(
      (await botPost(stage, talk.member, "the mixed one", ({ content }) => content.startsWith("שלום")))
        .content,
    ).toBe(mixed);
    await send(stage, talk.member, { content: mixed });
    await flexLine(stage, talk.conversation, "the mixed one", ({ body }) => body === mixed);
    await say(`\`\`\`\n${"y".repeat(2_001 - 8)}\n\`\`\``);
    const blocks = await until("both blocks", async () => {
      const found = await shown(/^```\ny/);
      return found.length === 2 ? found : undefined;
    });
    for (const { content } of blocks) expect(content).toMatch(/^```\ny+\n```$/);
    expect(
      blocks
        .map(({ content }) => content)
        .join("")
        .match(/y/g),
    ).toHaveLength(2_001 - 8);
  });

  it("an edit that comes before its message stands in for it", async () => {
    const held: string[] = [];
    stage.network.discord.frame = (way, text) => {
      if (way === "down" && text.includes('"MESSAGE_CREATE"') && text.includes("first version")) {
        held.push(text);
        return null;
      }
      return text;
    };
    const id = await send(stage, talk.member, { content: "first version" });
    await stage.call("PATCH", `/discord/members/${talk.member}/messages/${id}`, {
      content: "second version",
    });
    await flexLine(stage, talk.conversation, "the edit", ({ body }) => body === "second version");
    stage.network.discord.frame = (_, text) => text;
    expect(held.length).toBeGreaterThan(0);
    stage.network.discord.forge(JSON.parse(held[0] ?? "") as object);
    await stillTalks("after the edit");
    const bodies = (await linesOf(stage, talk.conversation)).map(({ body }) => body);
    expect(bodies.filter((body) => body.includes("version"))).toEqual(["second version"]);
  });

  it("an agent's file of a kind that Flex does not know is Flex's to refuse", async () => {
    const file = { name: "tool.exe", contentType: "application/x-msdownload", bytes: 9 };
    await expect(sendFile(stage, talk.agent, talk.conversation, file)).rejects.toThrow(/Flex does not send/);
  });

  it("is answered in English to a member whose language we do not have", async () => {
    const aino = { name: "Aino", locale: "fi" };
    const { id } = await stage.call<{ readonly id: string }>("POST", "/discord/members", aino);
    await welcome(stage, id);
    await send(stage, id, { files: [{ name: "x.zip", contentType: "application/zip", bytes: 9 }] });
    const { content } = await botPost(stage, id, "the refusal", (post) => post.content.includes("x.zip"));
    expect(content).toMatch(/^I could not pass on \*\*x\.zip\*\*/);
  });
});
