import type { LocalizedWords } from "../../config/blueprint/command-words.ts";
import type { Fields, Value } from "../../provision/ports.ts";

/** The config's name of something found: its key; what has none keeps a name that the config's check will point at. */
export type KeyOf = (reference: Value | undefined) => string | null;

/** Of what is said only what is not `usual`. */
function unless(usual: Fields, said: Fields): Fields {
  return Object.fromEntries(
    Object.entries(said).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(field in usual ? usual[field] : null),
    ),
  );
}

const listOf = (value: Value | undefined): readonly Fields[] => (value ?? []) as readonly Fields[];

const keysOf = (set: Value | undefined, keyOf: KeyOf): readonly Value[] =>
  listOf(set).map(({ target }) => keyOf(target));

const USUAL_OPTION = {
  type: "string",
  required: false,
  choices: [],
  autocomplete: false,
  nameLocalizations: {},
  descriptionLocalizations: {},
};

/** Discord lists languages in an order of its own. */
const byLocale = (words: Value | undefined): Value =>
  Object.fromEntries(Object.entries(words ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** A command as the config says it; `ours` are the words it has without the config saying so. */
export function saidCommand(
  key: string,
  { installs, nsfw, nameLocalizations, descriptionLocalizations, ...plain }: Fields,
  ours: LocalizedWords = { name: key, description: "", nameLocalizations: {}, descriptionLocalizations: {} },
): Fields {
  const found: Fields = {
    ...plain,
    nameLocalizations: byLocale(nameLocalizations),
    descriptionLocalizations: byLocale(descriptionLocalizations),
  };
  const isGlobal = found["scope"] === "global";
  const usual = {
    name: ours.name,
    type: "slash",
    scope: "global",
    description: ours.description ?? "",
    contexts: isGlobal ? ["server", "bot-dm"] : ["server"],
    options: [],
    nameLocalizations: found["name"] === ours.name ? byLocale(ours.nameLocalizations) : {},
    descriptionLocalizations:
      found["description"] === ours.description ? byLocale(ours.descriptionLocalizations) : {},
  };
  // The config has no word for these two: said only when they are unusual, so that its check points at them.
  const strange = unless(
    { installs: ["server"], nsfw: false },
    { installs: installs ?? null, nsfw: nsfw ?? null },
  );
  const options = listOf(found["options"]).map((option) => unless(USUAL_OPTION, option));
  return { ...unless(usual, { ...found, options }), ...strange };
}

/** An AutoMod rule as the config says it. */
export function saidRule(key: string, found: Fields, keyOf: KeyOf): Fields {
  const { block = null, quarantine, alert, exemptRoles, exemptChannels, ...plain } = found;
  const usual = {
    name: key,
    enabled: true,
    keywords: [],
    patterns: [],
    allowed: [],
    presets: [],
    raidProtection: false,
    block: true,
    exemptRoles: [],
    exemptChannels: [],
  };
  return unless(usual, {
    ...plain,
    // In the config one word stands for both: a message is kept out, or the member of a profile.
    block: block !== null || quarantine === true,
    message: (block as { readonly message: Value } | null)?.message ?? null,
    alert: keyOf(alert),
    exemptRoles: keysOf(exemptRoles, keyOf),
    exemptChannels: keysOf(exemptChannels, keyOf),
  });
}

/** The welcome screen as the config says it. */
export function saidWelcomeScreen(
  { enabled = true, description = null, channels }: Fields,
  keyOf: KeyOf,
): Fields {
  const said = listOf(channels).map(({ channel, ...rest }) => ({
    channel: keyOf(channel),
    ...unless({}, rest),
  }));
  return unless({ enabled: true, channels: [] }, { enabled, description, channels: said });
}

/** The onboarding as the config says it. */
export function saidOnboarding({ prompts, defaultChannels, ...plain }: Fields, keyOf: KeyOf): Fields {
  const usualPrompt = { type: "choices", singleSelect: false, required: false, atJoin: true };
  const usualOption = { roles: [], channels: [] };
  const option = ({ name = "", roles, channels, ...rest }: Fields): Fields => ({
    title: name,
    ...unless(usualOption, { ...rest, roles: keysOf(roles, keyOf), channels: keysOf(channels, keyOf) }),
  });
  const said = listOf(prompts).map(({ name = "", options, ...rest }) => ({
    title: name,
    ...unless(usualPrompt, rest),
    options: listOf(options).map(option),
  }));
  return unless(
    { enabled: true, mode: "default", defaultChannels: [], prompts: [] },
    { ...plain, defaultChannels: keysOf(defaultChannels, keyOf), prompts: said },
  );
}
