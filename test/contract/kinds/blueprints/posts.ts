import type { Resource, Spec } from "../../../../src/domain/blueprint.ts";
import { rule } from "../../../discord/targets/everything.ts";
import type { Dice } from "./dice.ts";
import type { Layout } from "./layout.ts";

/** What stands in channels, and what keeps things out of them. */
export function postsAndRules(dice: Dice, layout: Layout): readonly Resource[] {
  return [...posts(dice, layout), ...automod(dice, layout)];
}

function posts({ pick, some, thing, to }: Dice, { texts }: Layout): readonly Resource[] {
  const channels = texts.map((word) => to("discord.channel", word));
  if (channels.length === 0) return [];
  const source = texts.includes("news") ? [to("discord.channel", "news")] : [];
  return [
    ...some(["panel"]).map((word) =>
      thing("discord.panel", word, {
        channel: pick(channels),
        channelName: "a",
        text: pick(["Need help?", "Ask us"]),
        button: pick(["Help", "Ask"]),
      }),
    ),
    ...some(["status", "builds"]).map((word) =>
      thing("discord.webhook", word, { name: pick([word, `${word} two`]), channel: pick(channels) }),
    ),
    ...source.flatMap((news) =>
      some(["own"]).map((word) => thing("discord.follow", word, { source: news, channel: pick(channels) })),
    ),
  ];
}

/** What a rule is about never changes, so it goes with the word. */
const TRIGGERS: Readonly<Record<string, string>> = {
  words: "keywords",
  more: "keywords",
  names: "profile",
  lists: "presets",
  floods: "mentions",
  spam: "spam",
};

function automod(dice: Dice, { roles, texts }: Layout): readonly Resource[] {
  const { maybe, pick, some, thing, to } = dice;
  const channels = texts.map((word) => to("discord.channel", word));
  return some(Object.keys(TRIGGERS)).map((word) => {
    const trigger = TRIGGERS[word] ?? "spam";
    const ofProfile = trigger === "profile";
    const timeout = trigger === "keywords" || trigger === "mentions" ? pick([null, 60, 120]) : null;
    const spec: Readonly<Record<string, Spec>> = {
      name: pick([word, `No ${word}`]),
      trigger,
      enabled: maybe(),
      keywords: some(["one", "two*", "*three"]),
      patterns: some(["x+", "y+"]),
      allowed: some(["four"]),
      presets: pick([["slurs"], ["slurs", "profanity"]]),
      mentionLimit: pick([5, 9]),
      raidProtection: maybe(),
      block: ofProfile ? null : { message: pick([null, "No."]) },
      quarantine: ofProfile,
      alert: pick([null, ...channels]),
      timeout,
      exemptRoles: roles.filter(maybe).map((role) => to("discord.role", role)),
      exemptChannels: channels.filter(maybe),
    };
    return thing("discord.automod", word, { ...rule(word, {}).spec, ...spec });
  });
}
