import type { Ref, Spec } from "../../domain/blueprint.ts";
import type { PermissionName } from "../../domain/permission.ts";
import type { Settings } from "../schema/settings.ts";
import { refTo } from "./resource.ts";

type Rules = Settings["discord"]["categories"][string]["permissions"];

/** What flexcord needs wherever it is to see, write or change a channel. */
const neededByBot: readonly PermissionName[] = [
  "ViewChannel",
  "SendMessages",
  "SendMessagesInThreads",
  "CreatePublicThreads",
  "CreatePrivateThreads",
  "EmbedLinks",
  "AttachFiles",
  "ReadMessageHistory",
  "Connect",
];

/**
 * A channel's rules over its category's, target by target. Discord itself has no inheritance, it copies; so
 * that a channel never stands open because its own few rules replaced all those of its category.
 */
export function mergeRules(category: Rules, channel: Rules): Rules {
  return { ...category, ...channel };
}

/**
 * The overwrites as a spec. What is denied to everyone is allowed to the bot where the bot needs it, or
 * flexcord would lock itself out.
 */
export function overwritesOf(rules: Rules): readonly Spec[] {
  const own = rules["bot"] ?? { allow: [], deny: [] };
  const denied = rules["everyone"]?.deny ?? [];
  const kept = neededByBot.filter(
    (name) => denied.includes(name) && !own.allow.includes(name) && !own.deny.includes(name),
  );
  const bot = { allow: [...own.allow, ...kept], deny: own.deny };
  const others = Object.entries(rules).filter(([target]) => target !== "bot");
  return [
    ...(bot.allow.length + bot.deny.length > 0 ? [{ target: "bot", ...bot }] : []),
    ...others.map(([target, { allow, deny }]) => ({ target: targetOf(target), allow, deny })),
  ];
}

function targetOf(target: string): string | Ref {
  return target === "everyone" ? target : refTo("discord.role", target);
}
