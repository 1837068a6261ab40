import type { GatewayDispatchPayload } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { inbound } from "../../../src/discord/inbound/inbound.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import { snowflakeTime } from "../../../src/discord/snowflake.ts";
import {
  BOT_ID,
  buttonPress,
  DM_ID,
  dmMessage,
  MEMBER_ID,
  noNames,
  slashCommand,
  THREAD_ID,
} from "../support/wire.ts";

const NOW = 1_795_000_000_000;

function readAll(t: string, d: unknown): ReturnType<typeof inbound> {
  const payload: unknown = { op: 0, t, s: 1, d };
  const isThread = (id: string) => id === THREAD_ID;
  return inbound(
    payload as GatewayDispatchPayload,
    { botId: BOT_ID, names: noNames, isThread, commandKey: (name) => name },
    NOW,
  );
}

type One = InboundEvent | Extract<ReturnType<typeof inbound>, { readonly ignored: string }>;

function read(t: string, d: unknown): One {
  const result = readAll(t, d);
  if ("ignored" in result) return result;
  const [event, ...more] = result;
  if (event === undefined || more.length > 0) throw new Error(`${result.length} events`);
  return event;
}

function wrote(d: unknown): One {
  return read("MESSAGE_CREATE", d);
}

function acted(d: unknown): One {
  return read("INTERACTION_CREATE", d);
}

function textOf(result: One): string {
  if (!("happening" in result) || result.happening.kind !== "member.wrote") throw new Error("not a message");
  return result.happening.text;
}

function contentOf(result: One) {
  if (!("happening" in result) || result.happening.kind !== "member.wrote") throw new Error("not a message");
  return result.happening.content;
}

describe("a direct message", () => {
  it("becomes an event under the message's id and time", () => {
    const message = dmMessage("hello");
    expect(wrote(message)).toEqual({
      source: "discord",
      sourceId: message.id,
      at: snowflakeTime(message.id),
      happening: {
        kind: "member.wrote",
        memberId: MEMBER_ID,
        displayName: "Mia",
        accountMadeAt: snowflakeTime(MEMBER_ID),
        placeId: DM_ID,
        postId: message.id,
        text: "hello",
      },
    });
  });

  it("counts when it is a reply, and when Discord does not say what kind of channel it is in", () => {
    expect(textOf(wrote(dmMessage("a reply", { type: 19 })))).toBe("a reply");
    expect(textOf(wrote(dmMessage("older payload", { channel_type: undefined })))).toBe("older payload");
  });

  it.each([
    ["the bot's own", { author: { id: BOT_ID, username: "bot" } }],
    ["another bot's", { author: { id: "700000000000000007", username: "bot", bot: true } }],
    ["a webhook's", { webhook_id: "700000000000000007" }],
    ["ephemeral, which comes without guild_id", { flags: 64 }],
    ["in a server channel", { guild_id: "400000000000000004" }],
    ["in a group", { channel_type: 3 }],
    ["a call", { type: 3 }],
    ["a pin", { type: 6 }],
    ["a command's answer", { type: 20 }],
    ["without an author", { author: undefined }],
  ])("is ignored when it is %s", (_name, over) => {
    expect(wrote(dmMessage("not for us", over))).toEqual({ ignored: expect.any(String) });
  });

  it("holds what it carries besides text", () => {
    const file = { id: "1", filename: "crash.log", size: 2_000, url: "https://cdn.discordapp.com/x" };
    const about = {
      from: "member",
      placeId: DM_ID,
      fileId: "1",
      name: "crash.log",
      bytes: 2_000,
      url: file.url,
    };
    const one = contentOf(
      wrote(dmMessage("see this", { attachments: [{ ...file, width: 40, height: 30 }] })),
    );
    expect(one).toMatchObject({ files: [{ ...about, contentType: null, pixels: 1_200 }] });
    const voice = { ...file, content_type: "audio/ogg", duration_secs: 6.2 };
    expect(contentOf(wrote(dmMessage("", { attachments: [voice], flags: 1 << 13 })))).toMatchObject({
      files: [{ ...about, contentType: "audio/ogg", voiceSeconds: 6.2 }],
    });
    const sticker = { id: "1", name: "Wave", format_type: 1 };
    expect(contentOf(wrote(dmMessage("", { sticker_items: [sticker] })))).toEqual({ stickers: ["Wave"] });
    const poll = {
      question: { text: "Red?" },
      answers: [{ poll_media: { text: "Yes" } }, { poll_media: {} }],
    };
    expect(contentOf(wrote(dmMessage("", { poll })))).toEqual({
      poll: { question: "Red?", answers: ["Yes", ""] },
    });
    const snapshot = { message: { content: "old <:news:5>", attachments: [file] } };
    expect(contentOf(wrote(dmMessage("", { message_snapshots: [snapshot] })))).toMatchObject({
      forwarded: [{ text: "old :news:", files: [about] }],
    });
    const referenced_message = { content: "**Which** one?", author: { id: BOT_ID } };
    expect(contentOf(wrote(dmMessage("this", { type: 19, referenced_message })))).toEqual({
      reply: { to: "us", text: "**Which** one?" },
    });
    expect(contentOf(wrote(dmMessage("this", { type: 19, referenced_message: null })))).toEqual({
      reply: { to: "us", text: null },
    });
    expect(textOf(wrote(dmMessage("   ")))).toBe("[message without text]");
  });

  it("names whom it mentions", () => {
    const mentions = [{ id: "5", username: "noah", global_name: "Noah" }];
    expect(textOf(wrote(dmMessage("ask <@5>", { mentions })))).toBe("ask @Noah");
  });

  it("that was changed is an event of its own for each change, and a preview is none", () => {
    const message = dmMessage("hello there", { edited_timestamp: "2026-11-22T12:00:00.000000+00:00" });
    const event = read("MESSAGE_UPDATE", message);
    expect(event).toMatchObject({
      sourceId: `${message.id}:edit:${Date.UTC(2026, 10, 22, 12)}`,
      happening: { kind: "member.edited", postId: message.id, text: "hello there", displayName: "Mia" },
    });
    expect(read("MESSAGE_UPDATE", dmMessage("with a preview"))).toEqual({ ignored: expect.any(String) });
  });

  it("that was deleted is told by its ids alone", () => {
    expect(read("MESSAGE_DELETE", { id: "77", channel_id: DM_ID })).toEqual({
      source: "discord",
      sourceId: "77:deleted",
      at: NOW,
      happening: { kind: "member.deleted", placeId: DM_ID, postId: "77" },
    });
    const elsewhere = { id: "77", channel_id: "1", guild_id: "2" };
    expect(read("MESSAGE_DELETE", elsewhere)).toEqual({ ignored: expect.any(String) });
  });

  it("that was deleted with others at once is told as if it were alone", () => {
    const purge = { ids: ["77", "78"], channel_id: THREAD_ID, guild_id: "2" };
    const alone = purge.ids.map((id) => read("MESSAGE_DELETE", { ...purge, ids: undefined, id }));
    expect(readAll("MESSAGE_DELETE_BULK", purge)).toEqual(alone);
    expect(alone[1]).toMatchObject({ sourceId: "78:deleted", happening: { placeId: THREAD_ID } });
    expect(readAll("MESSAGE_DELETE_BULK", { ...purge, channel_id: "1" })).toEqual({
      ignored: "in a server channel",
    });
  });

  it("is reacted to once by each emoji", () => {
    const reaction = {
      user_id: MEMBER_ID,
      channel_id: DM_ID,
      message_id: "77",
      emoji: { id: null, name: "👍" },
    };
    expect(read("MESSAGE_REACTION_ADD", reaction)).toMatchObject({
      sourceId: "reaction:77:👍:on",
      happening: { kind: "member.reacted", memberId: MEMBER_ID, postId: "77", emoji: "👍", added: true },
    });
    const custom = { ...reaction, emoji: { id: "9", name: "party" } };
    expect(read("MESSAGE_REACTION_REMOVE", custom)).toMatchObject({
      sourceId: "reaction:77:9:off",
      happening: { emoji: ":party:", added: false },
    });
    const own = { ...reaction, user_id: BOT_ID };
    expect(read("MESSAGE_REACTION_ADD", own)).toEqual({ ignored: expect.any(String) });
  });
});

describe("an interaction", () => {
  it("of a slash command in a server names the member as the server does", () => {
    const command = slashCommand("helpme");
    const event = acted(command);
    expect(event).toMatchObject({
      source: "discord",
      sourceId: command.id,
      happening: {
        kind: "member.commanded",
        command: "helpme",
        displayName: "Mia of the north",
        accountMadeAt: snowflakeTime(MEMBER_ID),
        locale: "de",
      },
    });
    expect(JSON.stringify(event)).not.toContain(command.token);
  });

  it("of a button gives back what the button was made for", () => {
    expect(acted(buttonPress("fx:human:conversation-7:with colon"))).toMatchObject({
      happening: {
        kind: "member.pressed",
        action: "human",
        subject: "conversation-7:with colon",
        placeId: DM_ID,
      },
    });
  });

  it("of a help panel's button is the command it stands for, wherever it is pressed", () => {
    const press = buttonPress("fx:helpme:", {
      guild_id: "400000000000000004",
      channel: { id: "500000000000000005", type: 0 },
    });
    expect(acted(press)).toMatchObject({
      sourceId: press.id,
      happening: { kind: "member.commanded", command: "helpme", interactionId: press.id },
    });
  });

  it("of a button counts when the optional channel is missing", () => {
    expect(acted(buttonPress("fx:human:", { channel: undefined }))).toMatchObject({
      happening: { kind: "member.pressed", placeId: DM_ID, subject: "" },
    });
  });

  it.each([
    ["a foreign button", buttonPress("vote:1")],
    [
      "a button in a server channel",
      buttonPress("fx:human:1", { guild_id: "400000000000000004", channel: { id: "5", type: 0 } }),
    ],
    [
      "a menu",
      buttonPress("fx:human:1", { data: { component_type: 3, custom_id: "fx:human:1", values: [] } }),
    ],
    [
      "a command on somebody",
      slashCommand("Who", { data: { id: "1", name: "Who", type: 2, target_id: "9" } }),
    ],
    ["completion of an option", slashCommand("bug", { type: 4 })],
  ])("is ignored when it is %s", (_name, interaction) => {
    expect(acted(interaction)).toEqual({ ignored: expect.any(String) });
  });
});

it("survives payloads of any shape", () => {
  const shapes: unknown[] = [
    null,
    7,
    "x",
    [],
    {},
    { id: 5 },
    { id: "not a number", author: { id: "1" }, channel_type: 1, type: 0 },
    { type: 3, user: {}, data: null },
  ];
  for (const shape of shapes) {
    expect(wrote(shape)).toHaveProperty("ignored");
    expect(acted(shape)).toHaveProperty("ignored");
  }
});

describe("a private thread of ours", () => {
  const guild = { guild_id: "400000000000000004", channel_id: THREAD_ID, channel_type: 12 };

  it("is a place as direct messages are", () => {
    expect(wrote(dmMessage("hello", guild))).toMatchObject({
      happening: { kind: "member.wrote", memberId: MEMBER_ID, placeId: THREAD_ID, text: "hello" },
    });
    const press = buttonPress("fx:human:", {
      guild_id: "400000000000000004",
      channel: { id: THREAD_ID, type: 12 },
    });
    expect(acted(press)).toMatchObject({ happening: { kind: "member.pressed", placeId: THREAD_ID } });
  });

  it("is none when it is another's, and what Discord itself says there is nothing", () => {
    expect(wrote(dmMessage("hello", { ...guild, channel_id: DM_ID }))).toMatchObject({
      ignored: "in a server channel",
    });
    expect(wrote(dmMessage("", { ...guild, type: 1 }))).toMatchObject({ ignored: "a system message" });
    const elsewhere = { guild_id: "400000000000000004", channel: { id: DM_ID, type: 12 } };
    expect(acted(buttonPress("fx:human:", elsewhere))).toMatchObject({
      ignored: "pressed outside the member's place",
    });
  });

  it("is asked for by a button that stands for a command", () => {
    expect(acted(buttonPress("fx:thread:"))).toMatchObject({
      happening: { kind: "member.commanded", command: "thread" },
    });
  });
});
