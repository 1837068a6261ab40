import { isChatName, readOptions } from "./option-form.ts";
import { notImitated } from "../rest/errors.ts";
import type { Form } from "../rest/form.ts";
import { longest, readLocalizations } from "./localizations.ts";
import type { Command, CommandOption } from "./model.ts";

export const COMMAND = { CHAT_INPUT: 1, USER: 2, MESSAGE: 3 } as const;
const MOST_CHARACTERS = 8000;
const CONTEXTS: readonly number[] = [0, 1, 2];

export type CommandDraft = Omit<Command, "id" | "version">;

/** Reads a command; what it does not say is `base`'s, or Discord's default for a new one. */
export function readCommand(form: Form, guildId: string | null, base: CommandDraft | null): CommandDraft {
  if ((form.raw("handler") ?? null) !== null) throw notImitated("entry point commands");
  const type = base?.type ?? form.choice("type", Object.values(COMMAND)) ?? COMMAND.CHAT_INPUT;
  const { name, description } = readWords(form, type, base);
  const options = readOptions(form);
  if (type !== COMMAND.CHAT_INPUT && (options ?? []).length > 0) {
    form.fault("options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Only chat commands have options");
  }
  const permissions = form.bits("default_member_permissions");
  const draft: CommandDraft = {
    guildId,
    type,
    name,
    nameLocalizations: readLocalizations(form, "name_localizations", {
      max: 32,
      usual: name,
      base: base?.nameLocalizations ?? null,
    }),
    description,
    descriptionLocalizations: readLocalizations(form, "description_localizations", {
      max: 100,
      usual: description,
      base: base?.descriptionLocalizations ?? null,
    }),
    options: options === undefined ? (base?.options ?? []) : (options ?? []),
    defaultMemberPermissions:
      permissions === undefined ? (base?.defaultMemberPermissions ?? null) : permissions,
    nsfw: form.boolean("nsfw") ?? base?.nsfw ?? false,
    ...readScope(form, guildId, base),
  };
  if (charactersOf(draft) > MOST_CHARACTERS) {
    form.fault("", "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${MOST_CHARACTERS})`);
  }
  form.done();
  return draft;
}

function readWords(
  form: Form,
  type: number,
  base: CommandDraft | null,
): Pick<Command, "name" | "description"> {
  const isChat = type === COMMAND.CHAT_INPUT;
  const required = base === null;
  const name = form.string("name", { min: 1, max: 32, required });
  if (isChat && typeof name === "string" && !isChatName(name)) {
    form.fault("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
  const description = form.string("description", isChat ? { min: 1, max: 100, required } : { max: 0 });
  return { name: name ?? base?.name ?? "", description: description ?? base?.description ?? "" };
}

/** Contexts and installations belong to global commands; a server's own command has no choice of them. */
function readScope(
  form: Form,
  guildId: string | null,
  base: CommandDraft | null,
): Pick<Command, "contexts" | "integrationTypes"> {
  const sent = form.integers("contexts", { min: 1 });
  const integrationTypes = form.integers("integration_types", { min: 1 });
  const isOutOfDms = form.boolean("dm_permission") === false;
  if (guildId !== null) return { contexts: null, integrationTypes: [0] };
  const contexts = sent ?? (isOutOfDms ? [0] : undefined) ?? base?.contexts ?? CONTEXTS;
  if (contexts.some((context) => !CONTEXTS.includes(context))) {
    form.fault("contexts", "BASE_TYPE_CHOICES", `Value must be one of {${CONTEXTS.join(", ")}}.`);
  }
  return {
    contexts: [...new Set(contexts)].toSorted((a, b) => a - b),
    integrationTypes: integrationTypes ?? base?.integrationTypes ?? [0],
  };
}

/** Names, descriptions and values of a command and all its options, each in its longest language. */
function charactersOf(part: CommandDraft | CommandOption): number {
  const own =
    longest(part.name, part.nameLocalizations) + longest(part.description, part.descriptionLocalizations);
  const choices = "choices" in part ? part.choices : [];
  const inChoices = choices.reduce(
    (sum, choice) => sum + longest(choice.name, choice.nameLocalizations) + String(choice.value).length,
    0,
  );
  return part.options.reduce((sum, option) => sum + charactersOf(option), own + inChoices);
}
