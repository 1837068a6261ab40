import { rule } from "../../../discord/targets/everything.ts";
import { channel, role, toChannel, toRole } from "../../../discord/targets/server.ts";
import type { Unopened } from "../row.ts";

const needs = [role("helper", 0), channel("desk", 0)];
const common = {
  enabled: false,
  alert: toChannel("desk"),
  exemptRoles: [toRole("helper")],
  exemptChannels: [toChannel("desk")],
};
const fixed = { trigger: "spam" };
const alike = { needs, owned: false, leaves: "nothing" } as const;

export const automodRows: readonly Unopened[] = [
  {
    ...alike,
    title: "discord.automod (keywords)",
    resource: rule("words", { trigger: "keywords", keywords: ["b", "a"] }),
    changes: {
      ...common,
      keywords: ["a"],
      patterns: ["x+"],
      allowed: ["y"],
      block: { message: "No." },
      timeout: 60,
    },
    fixed,
    rename: "Bad words",
    drift: "keywords",
  },
  {
    ...alike,
    title: "discord.automod (profile)",
    resource: rule("profile", {
      trigger: "profile",
      keywords: ["spam"],
      block: null,
      quarantine: true,
      alert: toChannel("desk"),
    }),
    changes: { enabled: false, keywords: ["a"], patterns: ["x+"], allowed: ["y"], quarantine: false },
    fixed,
    rename: "Bad names",
    drift: "enabled",
  },
  {
    ...alike,
    title: "discord.automod (presets)",
    resource: rule("lists", { trigger: "presets", presets: ["slurs", "profanity"] }),
    changes: { ...common, presets: ["slurs"], allowed: ["y"], block: { message: "No." } },
    fixed,
    rename: "Lists",
    drift: "presets",
  },
  {
    ...alike,
    title: "discord.automod (mentions)",
    resource: rule("floods", { trigger: "mentions", mentionLimit: 5 }),
    changes: { ...common, mentionLimit: 9, raidProtection: true, timeout: 60 },
    fixed,
    rename: "Floods",
    drift: "mentionLimit",
  },
  {
    ...alike,
    title: "discord.automod (spam)",
    resource: rule("spam", { trigger: "spam" }),
    changes: common,
    fixed: { trigger: "keywords" },
    rename: "No spam",
    drift: "alert",
  },
];
