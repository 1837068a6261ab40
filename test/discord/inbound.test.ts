import type { GatewayDispatchPayload } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { inbound } from "../../src/discord/inbound.ts";
import { snowflakeTime } from "../../src/discord/snowflake.ts";
import { BOT_ID, buttonPress, DM_ID, dmMessage, MEMBER_ID, slashCommand, THREAD_ID } from "./support/wire.ts";

function read(t: string, d: unknown): ReturnType<typeof inbound> {
  const payload: unknown = { op: 0, t, s: 1, d };
  return inbound(payload as GatewayDispatchPayload, BOT_ID, (id) => id === THREAD_ID);
}

function wrote(d: unknown): ReturnType<typeof inbound> {
  return read("MESSAGE_CREATE", d);
}

function acted(d: unknown): ReturnType<typeof inbound> {
  return read("INTERACTION_CREATE", d);
}

function textOf(result: ReturnType<typeof inbound>): string {
  if (!("happening" in result) || result.happening.kind !== "member.wrote") throw new Error("not a message");
  return result.happening.text;
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

  it("says in brackets what it carried besides text", () => {
    const attachment = { id: "1", filename: "crash.log", size: 2_000, url: "https://cdn.discordapp.com/x" };
    expect(textOf(wrote(dmMessage("see this", { attachments: [attachment] })))).toBe(
      "see this\n[file: crash.log, 2 KiB]",
    );
    const voice = { ...attachment, duration_secs: 6.2 };
    expect(textOf(wrote(dmMessage("", { attachments: [voice], flags: 1 << 13 })))).toBe(
      "[voice message, 7 s]",
    );
    expect(textOf(wrote(dmMessage("", { sticker_items: [{ id: "1", name: "Wave", format_type: 1 }] })))).toBe(
      "[sticker: Wave]",
    );
    expect(textOf(wrote(dmMessage("", { poll: { question: { text: "Red?" } } })))).toBe("[poll: Red?]");
    const snapshot = { message: { content: "old news", attachments: [attachment] } };
    expect(textOf(wrote(dmMessage("", { message_snapshots: [snapshot] })))).toBe(
      "[forwarded] old news\n[file: crash.log, 2 KiB]",
    );
    expect(textOf(wrote(dmMessage("   ")))).toBe("[message without text]");
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
    ["a context menu command", slashCommand("Report", { data: { id: "1", name: "Report", type: 3 } })],
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
