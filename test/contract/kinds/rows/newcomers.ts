import { option, prompt } from "../../../discord/targets/everything.ts";
import { channel, role, toChannel, toRole } from "../../../discord/targets/server.ts";
import { resource } from "../../../provision/shelf.ts";
import type { Unopened } from "../row.ts";

const keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
const needs = [role("helper", 0), ...keys.map((key, order) => channel(key, order))];

export const newcomerRows: readonly Unopened[] = [
  {
    title: "discord.welcome-screen",
    needs: [channel("a", 0), channel("b", 1)],
    resource: resource("discord.welcome-screen", "server", {
      enabled: true,
      description: "Hello",
      channels: [{ channel: toChannel("a"), description: "Start", emoji: null }],
    }),
    changes: {
      enabled: false,
      description: "Welcome",
      channels: [
        { channel: toChannel("b"), description: "Begin", emoji: "👋" },
        { channel: toChannel("a"), description: "Start", emoji: null },
      ],
    },
    drift: "description",
    owned: false,
    leaves: "blank",
  },
  {
    title: "discord.onboarding",
    needs,
    resource: resource("discord.onboarding", "server", {
      enabled: true,
      mode: "default",
      defaultChannels: keys.slice(0, 7).map(toChannel),
      prompts: [prompt("Why are you here?")],
    }),
    changes: {
      enabled: false,
      mode: "advanced",
      defaultChannels: keys.slice(1).map(toChannel),
      prompts: [
        prompt("Which platform?", { type: "dropdown", singleSelect: true }),
        prompt("Why are you here?", {
          required: true,
          atJoin: false,
          options: [option("Playing", { roles: [toRole("helper")], channels: [toChannel("h")] })],
        }),
      ],
    },
    drift: "prompts",
    owned: false,
    leaves: "blank",
  },
];
