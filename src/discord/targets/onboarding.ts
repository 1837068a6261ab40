import {
  GuildOnboardingMode,
  GuildOnboardingPromptType,
  Routes,
  type APIGuildOnboarding,
} from "discord-api-types/v10";

import type { Spec } from "../../domain/blueprint.ts";
import type { Fields, Found, ResolvedFields, Target, Value } from "../../provision/ports.ts";
import { emojiBody, emojiOf } from "./emoji.ts";
import type { Server } from "./server.ts";
import { foundSet, idsOf, setOf } from "./targeted.ts";

interface PromptFields {
  readonly name: string;
  readonly type: "choices" | "dropdown";
  readonly singleSelect: boolean;
  readonly required: boolean;
  readonly atJoin: boolean;
  readonly options: readonly OptionFields[];
}

interface OptionFields {
  readonly name: string;
  readonly description: string | null;
  readonly emoji: string | null;
  readonly roles: Value;
  readonly channels: Value;
}

/**
 * What those who join are asked, and the channels they see. One for each server, written as a whole; one that
 * somebody else has filled is theirs.
 */
export function onboardingTarget(server: Server): Target {
  const route = Routes.guildOnboarding(server.guildId);
  const read = () => server.read<APIGuildOnboarding>(route, "reading the onboarding");
  const write = async (fields: ResolvedFields): Promise<Found> => {
    // Questions that stay keep their id, or members' answers would be lost.
    const body = bodyOf(fields, await read());
    return foundOnboarding(await server.write("put", route, body, "changing the onboarding"));
  };
  return {
    kind: "discord.onboarding",
    noun: "onboarding",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read() {
      const onboarding = await read();
      return {
        found: [foundOnboarding(onboarding)],
        wanted: ({ spec }) => ({ fields: canonicalOnboarding(spec), name: "onboarding", notes: [] }),
      };
    },
    alike: () => true,
    owns: isBlank,
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    async remove() {
      await write({ enabled: false, mode: "default", defaultChannels: [], prompts: [] });
    },
  };
}

/** As every server begins: it asks nothing. Which channels are default ones matters only once it is enabled. */
function isBlank({ enabled, prompts }: Fields): boolean {
  return enabled === false && (prompts as readonly Value[]).length === 0;
}

function canonicalOnboarding(spec: { readonly [field: string]: Spec }): Fields {
  const prompts = (spec["prompts"] ?? []) as unknown as readonly PromptFields[];
  return {
    enabled: spec["enabled"] ?? false,
    mode: spec["mode"] ?? "default",
    defaultChannels: setOf(spec["defaultChannels"]),
    prompts: prompts.map(({ options, ...prompt }) => ({
      ...prompt,
      options: options.map((option): Fields => ({
        ...option,
        roles: setOf(option.roles),
        channels: setOf(option.channels),
      })),
    })),
  };
}

function foundOnboarding(onboarding: APIGuildOnboarding): Found {
  const prompts = onboarding.prompts.map((prompt): Value => ({
    name: prompt.title,
    type: prompt.type === GuildOnboardingPromptType.Dropdown ? "dropdown" : "choices",
    singleSelect: prompt.single_select,
    required: prompt.required,
    atJoin: prompt.in_onboarding,
    options: prompt.options.map((option): Value => ({
      name: option.title,
      description: option.description === "" ? null : option.description,
      emoji: emojiOf({ emoji_id: option.emoji.id, emoji_name: option.emoji.name }),
      roles: foundSet("discord.role", option.role_ids),
      channels: foundSet("discord.channel", option.channel_ids),
    })),
  }));
  return {
    id: onboarding.guild_id,
    name: "onboarding",
    createdAt: null,
    fields: {
      enabled: onboarding.enabled,
      mode: onboarding.mode === GuildOnboardingMode.OnboardingAdvanced ? "advanced" : "default",
      defaultChannels: foundSet("discord.channel", onboarding.default_channel_ids),
      prompts,
    },
    background: true,
  };
}

function bodyOf(fields: ResolvedFields, existing: APIGuildOnboarding): Record<string, unknown> {
  const prompts = fields["prompts"] as unknown as readonly PromptFields[];
  return {
    enabled: fields["enabled"],
    mode:
      fields["mode"] === "advanced"
        ? GuildOnboardingMode.OnboardingAdvanced
        : GuildOnboardingMode.OnboardingDefault,
    default_channel_ids: idsOf(fields["defaultChannels"]),
    prompts: prompts.map((prompt, index) => {
      const known = existing.prompts.find(({ title }) => title === prompt.name);
      return {
        // Discord wants an id even of what it has yet to give one: any that is not taken.
        id: known?.id ?? String(index + 1),
        type: prompt.type === "dropdown" ? 1 : 0,
        title: prompt.name,
        single_select: prompt.singleSelect,
        required: prompt.required,
        in_onboarding: prompt.atJoin,
        options: prompt.options.map((option) => optionBody(option, known)),
      };
    }),
  };
}

type Prompt = APIGuildOnboarding["prompts"][number];

function optionBody(option: OptionFields, prompt: Prompt | undefined): Record<string, unknown> {
  const known = prompt?.options.find(({ title }) => title === option.name);
  return {
    ...(known === undefined ? {} : { id: known.id }),
    title: option.name,
    description: option.description,
    ...emojiBody(option.emoji),
    role_ids: idsOf(option.roles as ResolvedFields[string]),
    channel_ids: idsOf(option.channels as ResolvedFields[string]),
  };
}
