import type { Command, CommandOption } from "../commands/model.ts";

/** `withLocalizations` is GET's ?with_localizations; writes always show them. */
export function commandToWire(command: Command, applicationId: string, withLocalizations: boolean): object {
  const isGlobal = command.guildId === null;
  return {
    id: command.id,
    application_id: applicationId,
    version: command.version,
    default_member_permissions:
      command.defaultMemberPermissions === null ? null : String(command.defaultMemberPermissions),
    type: command.type,
    name: command.name,
    description: command.description,
    ...(withLocalizations
      ? {
          name_localizations: command.nameLocalizations,
          description_localizations: command.descriptionLocalizations,
        }
      : {}),
    ...(isGlobal ? { dm_permission: command.contexts?.includes(1) ?? true } : { guild_id: command.guildId }),
    contexts: command.contexts,
    integration_types: command.integrationTypes,
    ...(command.options.length === 0
      ? {}
      : { options: command.options.map((option) => optionToWire(option, withLocalizations)) }),
    nsfw: command.nsfw,
  };
}

/** What is false or empty is left out, as Discord does. */
function optionToWire(option: CommandOption, withLocalizations: boolean): object {
  return {
    type: option.type,
    name: option.name,
    description: option.description,
    ...(withLocalizations
      ? {
          name_localizations: option.nameLocalizations,
          description_localizations: option.descriptionLocalizations,
        }
      : {}),
    ...(option.required ? { required: true } : {}),
    ...(option.autocomplete ? { autocomplete: true } : {}),
    ...(option.choices.length === 0
      ? {}
      : {
          choices: option.choices.map(({ name, nameLocalizations, value }) => ({
            name,
            ...(withLocalizations ? { name_localizations: nameLocalizations } : {}),
            value,
          })),
        }),
    ...(option.options.length === 0
      ? {}
      : { options: option.options.map((inner) => optionToWire(inner, withLocalizations)) }),
    ...option.bounds,
  };
}
