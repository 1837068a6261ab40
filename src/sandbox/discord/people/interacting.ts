import { ControlError } from "../../control-error.ts";
import type { Channel } from "../channels/model.ts";
import type { Command } from "../commands/model.ts";
import { offeredCommands } from "../commands/offer.ts";
import { type OptionValues, toWireOptions } from "../commands/values.ts";
import { startCommand, startPress, startSubmit } from "../interactions/interactions.ts";
import { fillModal } from "../interactions/modal-values.ts";
import type { Interaction } from "../interactions/model.ts";
import { findComponent } from "../messages/component-form.ts";
import type { World } from "../world.ts";
import { type Person, nameOf } from "./people.ts";
import { canSeeMessage, whereFor } from "./sight.ts";

const BUTTON = 2;

/** Uses a slash command, where Discord would offer it; in #general-like channels unless told where. */
export function useCommand(
  world: World,
  person: Person,
  use: { readonly name: string; readonly channelId: string | undefined; readonly options: OptionValues },
): Interaction {
  const { channel, command } = offered(world, person, use);
  return startCommand(world, person.user, channel, {
    command,
    options: toWireOptions(command.options, use.options),
  });
}

/** A command where Discord would offer it. */
function offered(
  world: World,
  person: Person,
  use: { readonly name: string; readonly channelId: string | undefined },
): { readonly channel: Channel; readonly command: Command } {
  const channel = whereFor(world, person, use.channelId);
  const command = offeredCommands(world, person.member, channel).find(({ name }) => name === use.name);
  if (command === undefined) {
    throw new ControlError(
      409,
      `Discord does not offer ${nameOf(person.user)} the command /${use.name} there.`,
    );
  }
  return { channel, command };
}

/** Types into an option of a slash command, which asks for choices where the option is completed. */
export function typeInto(
  world: World,
  person: Person,
  typing: {
    readonly name: string;
    readonly channelId: string | undefined;
    readonly option: string;
    readonly text: string;
  },
): Interaction {
  const { channel, command } = offered(world, person, typing);
  const option = command.options.find(({ name }) => name === typing.option);
  if (option?.autocomplete !== true) {
    throw new ControlError(409, `Discord completes no option "${typing.option}" of /${typing.name}.`);
  }
  const { type, name } = option;
  // Discord sends what was typed, whatever the type of the option.
  const options = [{ type, name, value: typing.text, focused: true }];
  return startCommand(world, person.user, channel, { command, options, typing: true });
}

export function press(world: World, person: Person, messageId: string, customId: string): Interaction {
  const message = world.messages.get(messageId);
  const channel = message === undefined ? undefined : world.channels.get(message.channelId);
  if (message === undefined || channel === undefined || !canSeeMessage(world, person, channel, message)) {
    throw new ControlError(404, `${nameOf(person.user)} sees no message ${messageId}.`);
  }
  const component = findComponent(message.components, customId);
  if (component?.type !== BUTTON) {
    throw new ControlError(404, `Message ${messageId} has no button "${customId}".`);
  }
  if (component.disabled === true) throw new ControlError(409, `The button "${customId}" is disabled.`);
  return startPress(world, person.user, channel, { message, component });
}

/** Fills in the form that an earlier press or command opened. */
export function submitForm(
  world: World,
  person: Person,
  opened: Interaction,
  values: Readonly<Record<string, unknown>>,
): Interaction {
  const { modal, channelId } = opened;
  const channel = world.channels.get(channelId);
  if (modal === null || channel === undefined) {
    throw new ControlError(409, `The interaction ${opened.id} opened no form.`);
  }
  const filled = fillModal(world, modal, values);
  return startSubmit(world, person.user, channel, { modal, opened, ...filled });
}
