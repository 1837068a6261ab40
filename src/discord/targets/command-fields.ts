import type { Fields, Json, Value } from "../../provision/ports.ts";
import { bitsOf, namesOf, sameOrder } from "./permission-names.ts";

type Localizations = Readonly<Record<string, string>>;

/** A command as Discord lists it; the parts that flexcord describes, and the rest by name. */
export interface WireCommand {
  readonly id: string;
  readonly name: string;
  readonly type?: number;
  readonly description: string;
  readonly contexts?: readonly number[] | null;
  readonly integration_types?: readonly number[];
  readonly options?: readonly WireOption[];
  readonly default_member_permissions?: string | null;
  readonly nsfw?: boolean;
  readonly name_localizations?: Readonly<Record<string, string>> | null;
  readonly description_localizations?: Readonly<Record<string, string>> | null;
}

interface WireOption {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly autocomplete?: boolean | null;
  readonly name_localizations?: Localizations | null;
  readonly description_localizations?: Localizations | null;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly [more: string]: unknown;
}

export interface CommandSpec {
  readonly name: string;
  readonly type: "slash" | "user" | "message";
  readonly description: string;
  readonly scope: "global" | "guild";
  readonly contexts: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly defaultPermissions: readonly string[] | null;
  readonly nameLocalizations: Readonly<Record<string, string>>;
  readonly descriptionLocalizations: Readonly<Record<string, string>>;
}

interface OptionSpec {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly choices: readonly string[];
  /** Whether the program is asked for choices while the member types. */
  readonly autocomplete?: boolean;
  /** Bounds of a number, or of a text's length. */
  readonly min?: number | null;
  readonly max?: number | null;
  readonly nameLocalizations?: Localizations;
  readonly descriptionLocalizations?: Localizations;
}

const COMMAND_TYPES = ["", "slash", "user", "message", "entry-point"] as const;
const CONTEXTS = ["server", "bot-dm", "private-channel"] as const;
const INSTALLS = ["server", "user"] as const;
const OPTION_TYPES = [
  "",
  "subcommand",
  "subcommand-group",
  "string",
  "integer",
  "boolean",
  "user",
  "channel",
  "role",
  "mentionable",
  "number",
  "attachment",
] as const;

const nameAt = (names: readonly string[], index: number): string => names[index] ?? String(index);

/** With everything the server fills in when it is left out, so that it is no difference later. */
export function canonicalCommand(spec: CommandSpec): Fields {
  const { name, type, description, scope, options, defaultPermissions } = spec;
  return {
    name,
    type,
    scope,
    // Only slash commands have a description, and only global ones a choice of contexts.
    description: type === "slash" ? description : "",
    contexts: scope === "guild" ? ["server"] : CONTEXTS.filter((context) => spec.contexts.includes(context)),
    installs: ["server"],
    options: options.map(canonicalOption),
    defaultPermissions: defaultPermissions === null ? null : sameOrder(defaultPermissions),
    nsfw: false,
    nameLocalizations: withoutEcho(spec.nameLocalizations, name),
    descriptionLocalizations: withoutEcho(spec.descriptionLocalizations, description),
  };
}

const canonicalOption = ({ name, type, description, required, choices, ...more }: OptionSpec): Fields => ({
  name,
  type,
  description,
  required,
  choices,
  autocomplete: more.autocomplete ?? false,
  min: more.min ?? null,
  max: more.max ?? null,
  nameLocalizations: withoutEcho(more.nameLocalizations ?? {}, name),
  descriptionLocalizations: withoutEcho(more.descriptionLocalizations ?? {}, description),
});

/** Discord drops a localisation that equals the default. */
function withoutEcho(localizations: Readonly<Record<string, string>>, plain: string): Fields {
  return Object.fromEntries(Object.entries(localizations).filter(([, text]) => text !== plain));
}

export function foundCommandFields(command: WireCommand, scope: CommandSpec["scope"]): Fields {
  const bits = command.default_member_permissions ?? null;
  const contexts = scope === "guild" ? [0] : (command.contexts ?? [0, 1]);
  return {
    name: command.name,
    type: nameAt(COMMAND_TYPES, command.type ?? 1),
    scope,
    description: command.description,
    contexts: contexts.toSorted((a, b) => a - b).map((context) => nameAt(CONTEXTS, context)),
    installs: scope === "guild" ? ["server"] : installsOf(command),
    options: (command.options ?? []).map(foundOption),
    defaultPermissions: bits === null ? null : namesOf(bits),
    nsfw: command.nsfw ?? false,
    nameLocalizations: withoutEcho(command.name_localizations ?? {}, command.name),
    descriptionLocalizations: withoutEcho(command.description_localizations ?? {}, command.description),
  };
}

const installsOf = ({ integration_types }: WireCommand): readonly string[] =>
  (integration_types ?? [0]).toSorted((a, b) => a - b).map((install) => nameAt(INSTALLS, install));

/** What flexcord does not describe, such as a lowest value, is kept by its name, so that it shows as drift. */
function foundOption({ type, name, description, required, choices, ...more }: WireOption): Fields {
  const rest = Object.entries(more).filter(
    ([field, value]) =>
      !DESCRIBED.has(field) && value !== null && value !== undefined && !field.endsWith("_localized"),
  );
  return {
    name,
    type: nameAt(OPTION_TYPES, type),
    description,
    required: required ?? false,
    choices: (choices ?? []).map((choice): Value =>
      choice.name === String(choice.value) ? choice.name : { name: choice.name, value: choice.value },
    ),
    autocomplete: more.autocomplete ?? false,
    min: more.min_value ?? more.min_length ?? null,
    max: more.max_value ?? more.max_length ?? null,
    nameLocalizations: withoutEcho(more.name_localizations ?? {}, name),
    descriptionLocalizations: withoutEcho(more.description_localizations ?? {}, description),
    ...(Object.fromEntries(rest) as Fields),
  };
}

const DESCRIBED: ReadonlySet<string> = new Set([
  "autocomplete",
  "name_localizations",
  "description_localizations",
  "min_value",
  "max_value",
  "min_length",
  "max_length",
]);

/** The whole command in Discord's words. */
export function commandBody(fields: { readonly [field: string]: Json }): Record<string, unknown> {
  const spec = fields as unknown as CommandSpec & { readonly installs: readonly string[] };
  const { name, type, scope, defaultPermissions } = spec;
  return {
    name,
    type: COMMAND_TYPES.indexOf(type),
    ...(type === "slash"
      ? {
          description: spec.description,
          description_localizations: spec.descriptionLocalizations,
          options: spec.options.map(optionBody),
        }
      : {}),
    name_localizations: spec.nameLocalizations,
    default_member_permissions: defaultPermissions === null ? null : bitsOf(defaultPermissions),
    nsfw: false,
    ...(scope === "global"
      ? {
          contexts: spec.contexts.map((context) => CONTEXTS.findIndex((known) => known === context)),
          integration_types: [0],
        }
      : {}),
  };
}

function optionBody({
  name,
  type,
  description,
  required,
  choices,
  ...more
}: OptionSpec): Record<string, unknown> {
  const numeric = type === "integer" || type === "number";
  const [least, most] = numeric ? ["min_value", "max_value"] : ["min_length", "max_length"];
  return {
    type: OPTION_TYPES.findIndex((known) => known === type),
    name,
    description,
    required,
    name_localizations: more.nameLocalizations ?? {},
    description_localizations: more.descriptionLocalizations ?? {},
    ...(more.autocomplete === true ? { autocomplete: true } : {}),
    ...((more.min ?? null) === null ? {} : { [least]: more.min }),
    ...((more.max ?? null) === null ? {} : { [most]: more.max }),
    ...(choices.length === 0
      ? {}
      : { choices: choices.map((choice) => ({ name: choice, value: numeric ? Number(choice) : choice })) }),
  };
}
