import { channel, toChannel } from "../../../discord/targets/server.ts";
import { resource } from "../../../provision/shelf.ts";
import type { Unopened } from "../row.ts";

const channels = [channel("a", 0), channel("b", 1)];

export const postRows: readonly Unopened[] = [
  {
    title: "discord.panel",
    needs: channels,
    resource: resource("discord.panel", "help", {
      channel: toChannel("a"),
      channelName: "a",
      text: "Need help?",
      button: "Help",
    }),
    changes: { channel: toChannel("b"), text: "Ask us", button: "Ask" },
    constant: { channelName: "says where to look for one whose id is not known, and goes with the channel" },
    drift: "text",
    owned: true,
    leaves: "nothing",
  },
  {
    title: "discord.webhook",
    needs: channels,
    resource: resource("discord.webhook", "status", { name: "Status", channel: toChannel("a") }),
    changes: { channel: toChannel("b") },
    rename: "State",
    drift: "channel",
    owned: false,
    leaves: "nothing",
  },
  {
    title: "discord.follow",
    needs: [
      ...channels,
      channel("news", 2, { type: "announcement" }),
      channel("other-news", 3, { type: "announcement" }),
    ],
    resource: resource("discord.follow", "own", { source: toChannel("news"), channel: toChannel("a") }),
    changes: { channel: toChannel("b") },
    fixed: { source: toChannel("other-news") },
    drift: "channel",
    owned: true,
    leaves: "nothing",
  },
];
