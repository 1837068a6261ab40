import { Routes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";

import type { ResourceKind, Spec } from "../../../src/domain/blueprint.ts";
import { changesOf } from "../../provision/round.ts";
import { everything, option, prompt, tag } from "./everything.ts";
import { openServer, toChannel, toRole } from "./server.ts";

type Change = readonly [kind: ResourceKind, key: string, spec: Readonly<Record<string, Spec>>, shown: string];

async function openCommunity() {
  const server = await openServer();
  await server.dial("community", true);
  return server;
}

/** Things of one kind, with all that they may refer to. */
const those = (kind: ResourceKind) =>
  everything.filter((item) => [kind, "discord.role", "discord.channel"].includes(item.kind));

const withChange = (kind: ResourceKind, key: string, spec: Readonly<Record<string, Spec>>) =>
  those(kind).map((item) =>
    item.kind === kind && item.key === key ? { ...item, spec: { ...item.spec, ...spec } } : item,
  );

describe("a server with everything", () => {
  test("is made as described, and the second plan is empty", async () => {
    const { deploy } = await openCommunity();
    const { result, after } = await deploy(everything);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(after.steps).toHaveLength(everything.length);
  });

  test("leaves a reason in Discord's audit log for each thing it changed", async () => {
    const { deploy, rest, guildId } = await openCommunity();
    await deploy(everything);
    const { audit_log_entries: entries } = (await rest.get(Routes.guildAuditLog(guildId), {
      query: new URLSearchParams({ limit: "100" }),
    })) as { audit_log_entries: { action_type: number; reason?: string }[] };
    expect(new Set(entries.map(({ reason }) => reason))).toEqual(new Set(["flexcord deploy of game (test)"]));
    const actions = new Set(entries.map(({ action_type: action }) => action));
    for (const action of [1, 10, 30, 31, 50, 74, 140, 167]) expect(actions).toContain(action);
  });
});

describe("each change", () => {
  const changes: readonly Change[] = [
    [
      "discord.everyone",
      "everyone",
      { permissions: ["ViewChannel"] },
      "change rights of everyone: permissions",
    ],
    ["discord.channel", "bugs", { tags: [tag("new")] }, "change channel bugs: tags.fixed"],
    [
      "discord.channel",
      "bugs",
      { tags: [tag("fixed", { emoji: "✅", moderated: true }), tag("new")] },
      "change channel bugs: tags",
    ],
    [
      "discord.channel",
      "bugs",
      { tags: [tag("new", { emoji: "🐛" }), tag("fixed", { emoji: "✅", moderated: true })] },
      "change channel bugs: tags.new.emoji",
    ],
    ["discord.channel", "bugs", { requireTag: true }, "change channel bugs: requireTag"],
    ["discord.channel", "bugs", { topic: "One bug a post" }, "change channel bugs: topic"],
    ["discord.channel", "news", { topic: "News" }, "change channel news: topic"],
    ["discord.channel", "lounge", { slowmode: 5 }, "change channel lounge: slowmode"],
    ["discord.channel", "stage", { name: "Big stage" }, "rename channel stage: name"],
    [
      "discord.command",
      "report",
      {
        options: [
          {
            name: "what",
            type: "string",
            description: "What",
            required: true,
            choices: [],
            min: 3,
            max: 9,
            nameLocalizations: { de: "was" },
          },
        ],
      },
      "change command report: options.what.autocomplete, options.what.min, options.what.max, options.what.nameLocalizations.de",
    ],
    ["discord.command", "Report user", { name: "Tell on" }, "rename command Report user: name"],
    ["discord.panel", "help", { text: "Ask us" }, "change help panel help: text"],
    ["discord.panel", "help", { button: "Ask" }, "change help panel help: button"],
    [
      "discord.panel",
      "help",
      { channel: toChannel("c"), channelName: "c" },
      "change help panel help: channel",
    ],
    ["discord.webhook", "status", { name: "State" }, "rename webhook status: name"],
    ["discord.webhook", "status", { channel: toChannel("b") }, "change webhook status: channel"],
    ["discord.follow", "own", { channel: toChannel("c") }, "change followed channel own: channel"],
    ["discord.automod", "words", { name: "bad words" }, "rename AutoMod rule words: name"],
    ["discord.automod", "words", { enabled: false }, "change AutoMod rule words: enabled"],
    [
      "discord.automod",
      "words",
      { keywords: ["c"], patterns: ["x+"], allowed: ["y"] },
      "change AutoMod rule words: keywords, patterns, allowed",
    ],
    ["discord.automod", "words", { block: null }, "change AutoMod rule words: block"],
    ["discord.automod", "words", { block: { message: "No." } }, "change AutoMod rule words: block.message"],
    ["discord.automod", "words", { alert: null, timeout: 120 }, "change AutoMod rule words: timeout, alert"],
    [
      "discord.automod",
      "words",
      { exemptRoles: [toRole("helper")], exemptChannels: [toChannel("a")] },
      "change AutoMod rule words: exemptRoles.helper, exemptChannels.a",
    ],
    [
      "discord.automod",
      "lists",
      { presets: ["slurs"], allowed: ["z"] },
      "change AutoMod rule lists: allowed, presets",
    ],
    [
      "discord.automod",
      "floods",
      { mentionLimit: 9, raidProtection: true },
      "change AutoMod rule floods: mentionLimit, raidProtection",
    ],
    ["discord.welcome-screen", "server", { enabled: false }, "change welcome screen server: enabled"],
    ["discord.welcome-screen", "server", { description: null }, "change welcome screen server: description"],
    [
      "discord.welcome-screen",
      "server",
      { channels: [{ channel: toChannel("b"), description: "Begin", emoji: "👋" }] },
      "change welcome screen server: channels",
    ],
    [
      "discord.onboarding",
      "server",
      { enabled: false, mode: "advanced" },
      "change onboarding server: enabled, mode",
    ],
    [
      "discord.onboarding",
      "server",
      { enabled: false, defaultChannels: [toChannel("a")] },
      "change onboarding server: enabled, defaultChannels.b, defaultChannels.c, defaultChannels.d, defaultChannels.e, defaultChannels.f, defaultChannels.g",
    ],
    [
      "discord.onboarding",
      "server",
      {
        prompts: [
          prompt("Why are you here?", {
            required: true,
            options: [option("Playing", { emoji: "🎮", channels: [toChannel("a")] })],
          }),
        ],
      },
      "change onboarding server: prompts.Why are you here?.required, prompts.Why are you here?.options.Playing.emoji, prompts.Why are you here?.options.Playing.channels.a, prompts.Why are you here?.options.Building",
    ],
  ];

  test.each(changes)(
    "of %s %s (%j) is shown by its field, applied, and settled",
    async (kind, key, change, shown) => {
      const { deploy } = await openCommunity();
      await deploy(those(kind));
      const { plan, result, after } = await deploy(withChange(kind, key, change));
      expect(changesOf(plan).map(sorted)).toEqual([sorted(shown)]);
      expect(result.failed).toEqual([]);
      expect(changesOf(after)).toEqual([]);
      expect(changesOf((await deploy(those(kind))).after)).toEqual([]);
    },
  );

  const sorted = (line: string) => {
    const [head, paths] = line.split(": ");
    return `${head}: ${paths?.split(", ").toSorted().join(", ")}`;
  };
});
