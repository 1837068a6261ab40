import { randomBytes } from "node:crypto";

import type { FoundComponent } from "./component-form.ts";
import { interactionToWire } from "./wire/interaction.ts";
import type { Channel, Command, Interaction, Message, Modal, User } from "./model.ts";
import { mintedAt } from "./snowflake.ts";
import type { World } from "./world.ts";

/** An interaction that nobody answers by then has failed. */
const FIRST_ANSWER_MS = 3000;
const TOKEN_LIFE_MS = 15 * 60_000;

/** A slash command used by a person, or being typed; `options` as the wire has them. */
export function startCommand(
  world: World,
  user: User,
  channel: Channel,
  {
    command,
    options,
    typing = false,
  }: { readonly command: Command; readonly options: readonly object[]; readonly typing?: boolean },
): Interaction {
  const interaction: Interaction = {
    ...blankInteraction(world, user, channel),
    kind: "command",
    commandName: command.name,
    sourceMessageId: null,
    choices: typing ? "asked" : "none",
  };
  const data = {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guildId === null ? {} : { guild_id: command.guildId }),
    ...(options.length === 0 ? {} : { options }),
  };
  return start(world, interaction, data);
}

/** A button pressed by a person. */
export function startPress(
  world: World,
  user: User,
  channel: Channel,
  { message, component }: { readonly message: Message; readonly component: FoundComponent },
): Interaction {
  const interaction: Interaction = {
    ...blankInteraction(world, user, channel),
    kind: "component",
    commandName: null,
    sourceMessageId: message.id,
    choices: "none",
  };
  const { type: component_type, id, custom_id } = component;
  return start(world, interaction, { component_type, custom_id, id });
}

/** A form filled in by a person; `values` by the custom_id of each field. */
export function startSubmit(
  world: World,
  user: User,
  channel: Channel,
  filled: {
    readonly modal: Modal;
    readonly sourceMessageId: string | null;
    readonly values: ReadonlyMap<string, string>;
  },
): Interaction {
  const { modal, sourceMessageId, values } = filled;
  const interaction: Interaction = {
    ...blankInteraction(world, user, channel),
    kind: "modal",
    choices: "none",
    commandName: null,
    sourceMessageId,
  };
  const components = modal.fields.map(({ customId }, index) => ({
    type: 18,
    id: index * 2 + 1,
    component: { type: 4, id: index * 2 + 2, custom_id: customId, value: values.get(customId) ?? "" },
  }));
  return start(world, interaction, { custom_id: modal.customId, components });
}

/** Whether the token still opens the interaction's webhook. */
export function isTokenAlive(world: World, interaction: Interaction): boolean {
  return world.context.now() - mintedAt(interaction.id) <= TOKEN_LIFE_MS;
}

export function changeInteraction(
  world: World,
  interaction: Interaction,
  change: Partial<Pick<Interaction, "state" | "originalMessageId" | "choices" | "modal">>,
): Interaction {
  const changed = { ...interaction, ...change };
  world.interactions.set(interaction.id, changed);
  world.context.changed("discord", interaction.id);
  return changed;
}

function blankInteraction(world: World, user: User, channel: Channel) {
  const id = world.nextId();
  const secret = randomBytes(96).toString("base64url");
  return {
    id,
    token: Buffer.from(`interaction:${id}:${secret}`).toString("base64url"),
    userId: user.id,
    channelId: channel.id,
    inGuild: channel.kind !== "dm",
    state: "pending",
    originalMessageId: null,
    modal: null,
  } as const;
}

function start(world: World, interaction: Interaction, data: object): Interaction {
  world.interactions.set(interaction.id, interaction);
  world.context.after(FIRST_ANSWER_MS, () => {
    const now = world.interactions.get(interaction.id);
    if (now?.state === "pending") changeInteraction(world, now, { state: "failed" });
  });
  world.emit({
    event: "INTERACTION_CREATE",
    data: interactionToWire(world, interaction, data),
    intent: 0,
    ofGuild: interaction.inGuild,
  });
  return interaction;
}
