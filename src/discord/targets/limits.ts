import {
  ChannelType,
  type APIAutoModerationRule,
  type APIChannel,
  type APIRole,
} from "discord-api-types/v10";

import type { Intention, Problem } from "../../provision/ports.ts";
import { triggerOf, type Trigger } from "./automod-fields.ts";

/** Discord's limits per server, and per category for its channels. */
const MOST = { roles: 250, channels: 500, inCategory: 50 } as const;

/** How many AutoMod rules of a trigger Discord allows on a server (documented). */
const MOST_RULES: Readonly<Record<Trigger, number>> = {
  keywords: 6,
  presets: 1,
  mentions: 1,
  spam: 1,
  profile: 1,
};

interface Existing {
  readonly roles: readonly APIRole[];
  readonly channels: readonly APIChannel[];
  readonly automod: readonly APIAutoModerationRule[];
}

/** Whether the limits of AutoMod are to be looked at. */
export const makesRules = (intentions: readonly Intention[]): boolean =>
  intentions.some(({ kind, creates }) => kind === "discord.automod" && creates);

/** What would not fit. */
export function limitProblems(intentions: readonly Intention[], existing: Existing): readonly Problem[] {
  const creating = (kind: Intention["kind"]) =>
    intentions.filter((intention) => intention.creates && intention.kind === kind).length;
  const newChannels = creating("discord.channel") + creating("discord.category");
  return [
    ...tooMany("roles", existing.roles.length, creating("discord.role"), MOST.roles),
    ...tooMany("channels and categories", existing.channels.length, newChannels, MOST.channels),
    ...fullCategories(intentions, existing.channels),
    ...tooManyRules(intentions, existing.automod),
  ];
}

/** What is pruned goes last, so it still counts. */
function tooManyRules(
  intentions: readonly Intention[],
  rules: readonly APIAutoModerationRule[],
): readonly Problem[] {
  return (Object.entries(MOST_RULES) as [Trigger, number][]).flatMap(([trigger, most]) => {
    const arriving = intentions.filter(
      ({ kind, creates, fields }) => kind === "discord.automod" && creates && fields["trigger"] === trigger,
    );
    const now = rules.filter((rule) => triggerOf(rule) === trigger);
    const what = `AutoMod rules with the trigger ${trigger}`;
    return tooMany(what, now.length, arriving.length, most);
  });
}

function tooMany(what: string, now: number, more: number, most: number): readonly Problem[] {
  if (more === 0 || now + more <= most) return [];
  return [
    {
      code: "policy.refused",
      message: `The server has ${now} ${what} and ${more} more do not fit: Discord allows ${most}.`,
      fix: `Remove ${now + more - most} ${what} on the server, or describe fewer.`,
    },
  ];
}

/** Categories are counted by key when they are new and by id when they exist. */
function fullCategories(
  intentions: readonly Intention[],
  channels: readonly APIChannel[],
): readonly Problem[] {
  const ids = new Map(
    intentions.flatMap(({ kind, key, id }) =>
      kind === "discord.category" && id !== null ? [[key, id]] : [],
    ),
  );
  const arriving = intentions.filter(
    ({ kind, creates, changed }) => kind === "discord.channel" && (creates || changed.has("category")),
  );
  const groups = Map.groupBy(arriving, ({ fields }) => JSON.stringify(fields["category"] ?? null));
  return [...groups].flatMap(([category, newcomers]) => {
    if (category === "null") return [];
    const { key } = (JSON.parse(category) as { readonly ref: { readonly key: string } }).ref;
    const now = channels.filter(
      (channel) =>
        channel.type !== ChannelType.GuildCategory &&
        "parent_id" in channel &&
        channel.parent_id === ids.get(key),
    ).length;
    return tooMany(`channels in the category ${key}`, now, newcomers.length, MOST.inCategory);
  });
}
