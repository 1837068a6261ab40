import type { Resource, Spec } from "../../../../src/domain/blueprint.ts";
import { option, prompt, tag } from "../../../discord/targets/everything.ts";
import type { Dice } from "./dice.ts";
import type { Layout } from "./layout.ts";
import { postsAndRules } from "./posts.ts";

const TEXTS = ["a", "b", "c", "d", "e", "f", "g", "h", "news"];
const TYPES: Readonly<Record<string, string>> = {
  news: "announcement",
  bugs: "forum",
  lounge: "voice",
  stage: "stage",
};
const SPOKEN = new Set(["voice", "stage"]);
const EVERYONE = ["ViewChannel", "SendMessages"];

export function discordBlueprint(dice: Dice): readonly Resource[] {
  const { maybe, pick, some, thing } = dice;
  const roles = some(["chief", "helper", "guest"]);
  const categories = some(["front", "back"]);
  const texts = some(TEXTS);
  const closed = new Set(texts.filter(() => pick([true, false, false, false])));
  const channels = [...texts, ...some(["bugs", "lounge", "stage"])];
  return [
    ...roles.map((word, order) =>
      thing("discord.role", word, {
        name: pick([word, `The ${word}`]),
        color: pick([null, "#112233", "#5865f2"]),
        permissions: pick([[], ["ManageMessages"], EVERYONE]),
        hoist: maybe(),
        mentionable: maybe(),
        emoji: pick([null, "⭐"]),
        order,
      }),
    ),
    ...some(["everyone"]).map((word) =>
      thing("discord.everyone", word, {
        permissions: [...EVERYONE, ...some(["AddReactions", "EmbedLinks"])],
      }),
    ),
    ...categories.map((word, order) =>
      thing("discord.category", word, {
        name: pick([word, `At the ${word}`]),
        overwrites: maybe() ? rules(dice, roles, maybe()) : [],
        order,
      }),
    ),
    ...channels.map((word, order) =>
      channelOf(dice, word, order, { roles, categories, isClosed: closed.has(word) }),
    ),
    ...commands(dice),
    ...postsAndRules(dice, { roles, texts, open: texts.filter((word) => !closed.has(word)) }),
    ...newcomers(dice, { roles, texts, open: texts.filter((word) => !closed.has(word)) }),
  ];
}

interface Surroundings {
  readonly roles: readonly string[];
  readonly categories: readonly string[];
  readonly isClosed: boolean;
}

function channelOf(
  dice: Dice,
  word: string,
  order: number,
  { roles, categories, isClosed }: Surroundings,
): Resource {
  const { maybe, pick, some, thing, to } = dice;
  const type = TYPES[word] ?? pick(["text", "announcement"]);
  const category = pick([null, ...categories]);
  const isSpoken = SPOKEN.has(type);
  return thing("discord.channel", word, {
    name: pick([word, `${word}-renamed`]),
    type,
    category: category === null ? null : to("discord.category", category),
    topic: isSpoken ? null : pick([null, "One", "Another"]),
    slowmode: type === "announcement" ? 0 : pick([0, 5, 60]),
    nsfw: maybe(),
    overwrites: isClosed || maybe() ? rules(dice, roles, isClosed) : [],
    tags:
      type === "forum"
        ? some(["new", "fixed", "known"]).map((name) => tag(name, { moderated: maybe() }))
        : [],
    requireTag: type === "forum" && maybe(),
    order,
  });
}

function rules({ maybe, pick, to }: Dice, roles: readonly string[], closed: boolean): Spec {
  const deny = closed ? ["SendMessages"] : pick([["AddReactions"], ["AddReactions", "EmbedLinks"]]);
  // As the config has it: what is denied to everyone is allowed to the bot.
  return [
    { target: "everyone", allow: [], deny },
    { target: "bot", allow: deny, deny: [] },
    ...roles
      .filter(maybe)
      .map((word) => ({ target: to("discord.role", word), allow: ["ViewChannel"], deny: [] })),
  ];
}

function commands({ pick, some, thing }: Dice): readonly Resource[] {
  const options = () =>
    some(["what", "where"]).map((name) => ({
      name,
      type: pick(["string", "user"]),
      description: pick(["One", "Another"]),
      required: true,
      choices: [],
    }));
  const common = () => ({
    defaultPermissions: pick([null, ["ManageMessages"]]),
    nameLocalizations: pick([{}, { de: "fehler" }]),
    descriptionLocalizations: {},
  });
  return [
    ...some(["bug", "wish"]).map((word) =>
      thing("discord.command", word, {
        ...common(),
        name: pick([word, `${word}-two`]),
        type: "slash",
        description: pick(["One", "Another"]),
        scope: "global",
        contexts: pick([["server"], ["server", "bot-dm"]]),
        options: options(),
        descriptionLocalizations: pick([{}, { de: "Was" }]),
      }),
    ),
    ...some(["Report"]).map((word) =>
      thing("discord.command", word, {
        ...common(),
        type: "user",
        description: "",
        scope: "guild",
        contexts: ["server"],
        options: [],
      }),
    ),
  ];
}

/** Those who join see seven channels at least, in five of which they may write. */
function newcomers(dice: Dice, { roles, texts, open }: Layout): readonly Resource[] {
  const { maybe, pick, some, thing, to } = dice;
  const toChannel = (word: string) => to("discord.channel", word);
  const answer = (name: string) =>
    option(name, {
      emoji: pick([null, "🎮"]),
      roles: roles.filter(maybe).map((word) => to("discord.role", word)),
      channels: texts.filter(maybe).map(toChannel),
    });
  const screens = some(["screen"]).map((word) =>
    thing("discord.welcome-screen", word, {
      enabled: maybe(),
      description: pick([null, "Hello"]),
      channels: texts
        .slice(0, 5)
        .filter(maybe)
        .map((channel) => ({
          channel: toChannel(channel),
          description: pick(["Start", "Go on"]),
          emoji: pick([null, "👋"]),
        })),
    }),
  );
  const onboardings = some(["onboarding"]).map((word) =>
    thing("discord.onboarding", word, {
      enabled: open.length >= 7 && maybe(),
      mode: pick(["default", "advanced"]),
      defaultChannels: open.map(toChannel),
      prompts: some(["Why are you here?", "Which platform?"]).map((name) =>
        prompt(name, {
          type: pick(["choices", "dropdown"]),
          singleSelect: maybe(),
          required: maybe(),
          atJoin: maybe(),
          options: [answer("This"), ...some(["That", "Else"]).map(answer)],
        }),
      ),
    }),
  );
  return [...screens, ...onboardings];
}
