import type { Form } from "../rest/form.ts";
import { readLocalizations } from "./localizations.ts";
import type { CommandChoice, CommandOption } from "./model.ts";

export const OPTION = {
  SUB_COMMAND: 1,
  SUB_COMMAND_GROUP: 2,
  STRING: 3,
  INTEGER: 4,
  BOOLEAN: 5,
  NUMBER: 10,
} as const;
const TYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const;
const MOST_OPTIONS = 25;
const MOST_CHOICES = 25;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const BOUNDS = ["min_value", "max_value", "min_length", "max_length", "channel_types", "file_types"] as const;

/** Whether a name may be a chat command's or an option's: lower case, no spaces, 32 at most. */
export function isChatName(name: string): boolean {
  return NAME.test(name) && name === name.toLowerCase();
}

/** Reads `options`: the required ones first, names once only. */
export function readOptions(form: Form): readonly CommandOption[] | null | undefined {
  const forms = form.forms("options", { max: MOST_OPTIONS });
  if (forms === undefined || forms === null) return forms;
  const options = forms.map(readOption);
  for (const [index, option] of options.entries()) {
    const earlier = options.slice(0, index);
    if (option.required && earlier.some(({ required }) => !required)) {
      forms[index]?.fault(
        "",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        "Required options must be placed before non-required options",
      );
    }
    if (earlier.some(({ name }) => name === option.name)) {
      forms[index]?.fault(
        "name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        "Option name already exists",
      );
    }
  }
  return options;
}

function readOption(form: Form): CommandOption {
  const name = form.string("name", { min: 1, max: 32, required: true }) ?? "";
  if (name !== "" && !isChatName(name)) {
    form.fault("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
  }
  const description = form.string("description", { min: 1, max: 100, required: true }) ?? "";
  const bounds = BOUNDS.flatMap((key) => {
    const value = form.raw(key) ?? null;
    return value === null ? [] : [[key, value] as const];
  });
  return {
    type: form.choice("type", TYPES, { required: true }) ?? 0,
    name,
    nameLocalizations: readLocalizations(form, "name_localizations", { max: 32, usual: name }),
    description,
    descriptionLocalizations: readLocalizations(form, "description_localizations", {
      max: 100,
      usual: description,
    }),
    required: form.boolean("required") ?? false,
    autocomplete: form.boolean("autocomplete") ?? false,
    choices: form.forms("choices", { max: MOST_CHOICES })?.map(readChoice) ?? [],
    options: readOptions(form) ?? [],
    bounds: Object.fromEntries(bounds),
  };
}

export function readChoice(form: Form): CommandChoice {
  const name = form.string("name", { min: 1, max: 100, required: true }) ?? "";
  const value = form.raw("value");
  if (typeof value !== "string" && typeof value !== "number") {
    form.fault("value", "BASE_TYPE_REQUIRED", "This field is required");
  }
  return {
    name,
    nameLocalizations: readLocalizations(form, "name_localizations", { max: 100, usual: name }),
    value: typeof value === "number" ? value : String(value),
  };
}
