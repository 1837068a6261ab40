import type { APIGuild } from "discord-api-types/v10";

import type { Intention, Problem, Value } from "../../provision/ports.ts";

/** What the server cannot have, because it lacks Community or boosts. */
export function featureProblems(intentions: readonly Intention[], guild: APIGuild): readonly Problem[] {
  const features: readonly string[] = guild.features;
  const writing = intentions.filter(({ creates, changed }) => creates || changed.size > 0);
  return [
    ...(features.includes("COMMUNITY") ? [] : withoutCommunity(writing)),
    ...(features.includes("ROLE_ICONS") ? [] : withoutBoosts(writing)),
    ...followedWithoutNews(intentions),
  ];
}

const NEED_COMMUNITY = { "discord.welcome-screen": "welcome screen", "discord.onboarding": "onboarding" };

function withoutCommunity(writing: readonly Intention[]): readonly Problem[] {
  return Object.entries(NEED_COMMUNITY).flatMap(([kind, noun]): readonly Problem[] => {
    if (!writing.some((intention) => intention.kind === kind)) return [];
    return [
      {
        code: "policy.refused",
        message: `The server has no Community, without which there is no ${noun}.`,
        fix: `Switch Community on in Server Settings (a bot may not without Administrator), or describe no ${noun}.`,
      },
    ];
  });
}

function withoutBoosts(writing: readonly Intention[]): readonly Problem[] {
  const roles = writing.filter(
    ({ kind, fields, creates, changed }) =>
      kind === "discord.role" && (fields["emoji"] ?? null) !== null && (creates || changed.has("emoji")),
  );
  if (roles.length === 0) return [];
  return [
    {
      code: "policy.refused",
      message: `The server has too few boosts for emoji of roles: ${roles.map(({ key }) => key).join(", ")}.`,
      fix: "Leave `emoji` out, or boost the server to level 2.",
    },
  ];
}

/** A described announcement channel is a text channel while the server has no Community. */
function followedWithoutNews(intentions: readonly Intention[]): readonly Problem[] {
  return intentions.flatMap(({ kind, key, fields, creates }): readonly Problem[] => {
    if (kind !== "discord.follow" || !creates) return [];
    const source = keyOf(fields["source"]);
    const channel = intentions.find((one) => one.kind === "discord.channel" && one.key === source);
    if (channel === undefined || channel.fields["type"] === "announcement") return [];
    return [
      {
        code: "policy.refused",
        message: `Nobody can follow ${channel.key} (${key}): it is no announcement channel.`,
        fix: "Make it one, on a server with Community, or follow another channel.",
      },
    ];
  });
}

function keyOf(value: Value | undefined): string | null {
  const { ref } = (value ?? {}) as { readonly ref?: { readonly key: string } };
  return ref?.key ?? null;
}
