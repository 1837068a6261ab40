import type { Spec } from "../../../../src/domain/blueprint.ts";
import { tag } from "../../../discord/targets/everything.ts";
import { category, channel, role, toCategory, toRole } from "../../../discord/targets/server.ts";
import type { Unopened } from "../row.ts";

const everyone = { target: "everyone", allow: [], deny: ["SendMessages"] };
const overwrites: Spec = [everyone, { target: toRole("helper"), allow: ["ViewChannel"], deny: [] }];
const withHelper = [role("helper", 0)];
const withCategory = [...withHelper, category("support", 0)];
const common = { overwrites, category: toCategory("support"), nsfw: true };
const alike = { owned: false, leaves: "nothing", needs: withCategory } as const;

export const channelRows: readonly Unopened[] = [
  {
    ...alike,
    title: "discord.category",
    needs: withHelper,
    resource: category("support", 0),
    changes: { overwrites },
    rename: "Support desk",
    drift: "overwrites",
  },
  {
    ...alike,
    title: "discord.channel (text)",
    resource: channel("help", 0),
    changes: { ...common, topic: "Ask here", slowmode: 10, type: "announcement" },
    rename: "help-desk",
    drift: "topic",
  },
  {
    ...alike,
    title: "discord.channel (announcement)",
    resource: channel("news", 0, { type: "announcement" }),
    changes: { ...common, topic: "What is new", type: "text" },
    rename: "whats-new",
    drift: "topic",
  },
  {
    ...alike,
    title: "discord.channel (forum)",
    resource: channel("bugs", 0, { type: "forum", tags: [tag("new"), tag("fixed", { emoji: "✅" })] }),
    changes: {
      ...common,
      topic: "One bug a post",
      slowmode: 10,
      tags: [tag("fixed", { moderated: true }), tag("confirmed")],
      requireTag: true,
    },
    fixed: { type: "text" },
    rename: "bug-report",
    drift: "tags",
  },
  {
    ...alike,
    title: "discord.channel (voice)",
    resource: channel("lounge", 0, { type: "voice" }),
    changes: { ...common, slowmode: 5 },
    fixed: { type: "stage" },
    rename: "The Lounge",
    drift: "nsfw",
  },
  {
    ...alike,
    title: "discord.channel (stage)",
    resource: channel("stage", 0, { type: "stage" }),
    changes: { ...common, slowmode: 5 },
    fixed: { type: "voice" },
    rename: "The Stage",
    drift: "slowmode",
  },
];
