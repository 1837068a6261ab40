import { ControlError } from "../../control-error.ts";
import { OPTION } from "./option-form.ts";
import type { CommandOption } from "./model.ts";
import { lengthOf } from "../text.ts";

/** What a person fills in, by option name; a subcommand's value is an object of its own options. */
export type OptionValues = Readonly<Record<string, unknown>>;

/** Filled-in options as an interaction carries them; a ControlError says what Discord would not let through. */
export function toWireOptions(options: readonly CommandOption[], values: OptionValues): readonly object[] {
  for (const name of Object.keys(values)) {
    if (!options.some((option) => option.name === name)) {
      throw new ControlError(400, `The command has no option "${name}".`);
    }
  }
  const wire = options.flatMap((option) => {
    const value = values[option.name];
    if (value === undefined) {
      if (option.required) throw new ControlError(400, `The option "${option.name}" is required.`);
      return [];
    }
    return [toWireOption(option, value)];
  });
  if (options.some(isSubcommand) && wire.length !== 1) {
    throw new ControlError(400, "The command needs exactly one of its subcommands.");
  }
  return wire;
}

function isSubcommand({ type }: CommandOption): boolean {
  return type === OPTION.SUB_COMMAND || type === OPTION.SUB_COMMAND_GROUP;
}

function toWireOption(option: CommandOption, value: unknown): object {
  const { type, name } = option;
  if (isSubcommand(option)) {
    if (typeof value !== "object" || value === null) throw unfit(option, "an object");
    return { type, name, options: toWireOptions(option.options, value as OptionValues) };
  }
  if (option.choices.length > 0 && !option.choices.some((choice) => choice.value === value)) {
    throw unfit(option, "one of its choices");
  }
  switch (type) {
    case OPTION.STRING:
      if (typeof value !== "string") throw unfit(option, "a string");
      requireWithin(option, lengthOf(value), "length");
      break;
    case OPTION.INTEGER:
      if (typeof value !== "number" || !Number.isInteger(value)) throw unfit(option, "a whole number");
      requireWithin(option, value, "value");
      break;
    case OPTION.NUMBER:
      if (typeof value !== "number") throw unfit(option, "a number");
      requireWithin(option, value, "value");
      break;
    case OPTION.BOOLEAN:
      if (typeof value !== "boolean") throw unfit(option, "true or false");
      break;
    default:
      throw new ControlError(409, `The sandbox does not imitate filling in options of type ${type}.`);
  }
  return { type, name, value };
}

function requireWithin(option: CommandOption, measure: number, what: "length" | "value"): void {
  const min = option.bounds[`min_${what}`];
  const max = option.bounds[`max_${what}`];
  if (typeof min === "number" && measure < min) throw unfit(option, `a ${what} of at least ${min}`);
  if (typeof max === "number" && measure > max) throw unfit(option, `a ${what} of at most ${max}`);
}

function unfit(option: CommandOption, wanted: string): ControlError {
  return new ControlError(400, `The option "${option.name}" must have ${wanted}.`);
}
