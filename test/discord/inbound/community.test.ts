import type { GatewayDispatchPayload } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { inbound } from "../../../src/discord/inbound/inbound.ts";
import { BOT_ID, buttonPress, GUILD_ID, MEMBER_ID, noNames, slashCommand } from "../support/wire.ts";

const reader = {
  botId: BOT_ID,
  names: noNames,
  isThread: () => false,
  commandKey: (name: string, type: number) =>
    type === 3 && name === "Report as bug" ? "report-as-bug" : name,
};

function acted(d: unknown) {
  const payload: unknown = { op: 0, t: "INTERACTION_CREATE", s: 1, d };
  const result = inbound(payload as GatewayDispatchPayload, reader, 0);
  return "ignored" in result ? result : result[0];
}

const attachment = {
  id: "77",
  filename: "log.txt",
  size: 12,
  url: "https://cdn.discordapp.com/a",
  proxy_url: "",
};
const author = {
  id: "200000000000000003",
  username: "noah",
  global_name: "Noah",
  discriminator: "0",
  avatar: null,
};
const message = {
  id: "88",
  channel_id: "500000000000000005",
  author,
  content: "it broke",
  attachments: [attachment],
  mentions: [],
};

describe("what is done on the server", () => {
  it("is a command on a message, with all that the message says", () => {
    const on = slashCommand("Report as bug", {
      guild_id: GUILD_ID,
      data: {
        id: "1",
        name: "Report as bug",
        type: 3,
        target_id: "88",
        resolved: { messages: { "88": message } },
      },
    });
    expect(acted(on)).toMatchObject({
      source: "discord",
      sourceId: on.id,
      happening: {
        kind: "member.commanded",
        command: "report-as-bug",
        memberId: MEMBER_ID,
        standing: { roles: [], moderates: false },
        on: {
          channelId: "500000000000000005",
          postId: "88",
          link: `https://discord.com/channels/${GUILD_ID}/500000000000000005/88`,
          authorName: "Noah",
          text: "it broke",
          files: [{ fileId: "77", name: "log.txt", bytes: 12, message: { postId: "88" } }],
        },
      },
    });
  });

  it("is no command on a message that did not come along", () => {
    const data = { id: "1", name: "Report as bug", type: 3, target_id: "88", resolved: { messages: {} } };
    expect(acted(slashCommand("Report as bug", { data }))).toEqual({ ignored: expect.any(String) });
  });

  it("is a press of a button that means the same everywhere, and makes no channel a place", () => {
    const press = buttonPress("fc:me-too:12.99", {
      guild_id: GUILD_ID,
      channel: { id: "500000000000000005", type: 0 },
      user: undefined,
      member: {
        user: { id: MEMBER_ID, username: "mia", global_name: "Mia" },
        roles: ["7"],
        permissions: String(1 << 13),
      },
    });
    const event = acted(press);
    expect(event).toMatchObject({
      happening: {
        kind: "community.pressed",
        action: "me-too",
        subject: "12.99",
        standing: { roles: ["7"], moderates: true },
      },
    });
    expect(event).not.toHaveProperty("happening.placeId");
  });

  it("is a form with everything that was written, chosen and sent", () => {
    const label = (component: object) => ({ type: 18, component });
    const submit = {
      ...slashCommand("ignored"),
      type: 5,
      data: {
        custom_id: "fc:bug:",
        resolved: { attachments: { "77": attachment } },
        components: [
          { type: 10, id: 1 },
          label({ type: 4, custom_id: "summary", value: "It crashes" }),
          label({ type: 21, custom_id: "severity", value: "high" }),
          label({ type: 3, custom_id: "area", values: ["Launcher"] }),
          label({ type: 23, custom_id: "again", value: true }),
          label({ type: 21, custom_id: "unsaid", value: null }),
          label({ type: 19, custom_id: "files", values: ["77", "78"] }),
        ],
      },
    };
    expect(acted(submit)).toMatchObject({
      happening: {
        kind: "community.submitted",
        action: "bug",
        values: { summary: "It crashes", severity: "high", area: "Launcher", again: "true", unsaid: "" },
        files: [{ from: "report", fileId: "77", name: "log.txt", message: null }],
      },
    });
  });
});
