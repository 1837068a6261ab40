import type { Resource, Spec } from "../../../src/domain/blueprint.ts";
import { resource } from "../../provision/shelf.ts";
import { channel, command, role, toChannel, toRole } from "./server.ts";

export const tag = (name: string, more: Readonly<Record<string, Spec>> = {}) => ({
  name,
  emoji: null,
  moderated: false,
  ...more,
});

export const rule = (key: string, spec: Readonly<Record<string, Spec>>): Resource =>
  resource("discord.automod", key, {
    enabled: true,
    keywords: [],
    patterns: [],
    allowed: [],
    presets: [],
    mentionLimit: 20,
    raidProtection: false,
    block: { message: null },
    quarantine: false,
    alert: null,
    timeout: null,
    exemptRoles: [],
    exemptChannels: [],
    ...spec,
  });

export const option = (name: string, more: Readonly<Record<string, Spec>> = {}) => ({
  name,
  description: null,
  emoji: null,
  roles: [],
  channels: [],
  ...more,
});

export const prompt = (name: string, more: Readonly<Record<string, Spec>> = {}) => ({
  name,
  type: "choices",
  singleSelect: false,
  required: false,
  atJoin: true,
  options: [option("Playing"), option("Building", { roles: [toRole("helper")] })],
  ...more,
});

const channels = ["a", "b", "c", "d", "e", "f", "g"];

/** Something of every kind there is on a server. */
export const everything: readonly Resource[] = [
  role("helper", 0),
  resource("discord.everyone", "everyone", { permissions: ["ViewChannel", "SendMessages"] }),
  ...channels.map((key, order) => channel(key, order)),
  channel("news", 7, { type: "announcement" }),
  channel("bugs", 8, { type: "forum", tags: [tag("new"), tag("fixed", { emoji: "✅", moderated: true })] }),
  channel("lounge", 9, { type: "voice", name: "Lounge" }),
  channel("stage", 10, { type: "stage", name: "Stage" }),
  command("report", {
    options: [
      { name: "what", type: "string", description: "What", required: true, choices: [], autocomplete: true },
    ],
  }),
  command("Report user", { type: "user", description: "" }),
  resource("discord.panel", "help", {
    channel: toChannel("a"),
    channelName: "a",
    text: "Need help?",
    button: "Help",
  }),
  resource("discord.webhook", "status", { name: "Status", channel: toChannel("a") }),
  resource("discord.follow", "own", { source: toChannel("news"), channel: toChannel("b") }),
  rule("words", { trigger: "keywords", keywords: ["b", "a"], timeout: 60, alert: toChannel("a") }),
  rule("profile", { trigger: "profile", keywords: ["spam"], block: null, quarantine: true }),
  rule("lists", { trigger: "presets", presets: ["slurs", "profanity"] }),
  rule("floods", { trigger: "mentions", mentionLimit: 5, exemptRoles: [toRole("helper")] }),
  resource("discord.welcome-screen", "server", {
    enabled: true,
    description: "Hello",
    channels: [{ channel: toChannel("a"), description: "Start", emoji: null }],
  }),
  resource("discord.onboarding", "server", {
    enabled: true,
    mode: "default",
    defaultChannels: channels.map(toChannel),
    prompts: [prompt("Why are you here?")],
  }),
];
