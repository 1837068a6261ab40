import { randomBytes } from "node:crypto";

import type { FoundComponent } from "../messages/component-form.ts";
import { interactionToWire } from "../wire/interaction.ts";
import { ephemeralToWire } from "../messages/attachments.ts";
import { targetToWire } from "../wire/command-target.ts";
import type { Channel } from "../channels/model.ts";
import type { Command } from "../commands/model.ts";
import type { Member, User } from "../guild/model.ts";
import type { Interaction, Trigger } from "./model.ts";
import type { Message } from "../messages/model.ts";
import type { FilledModal } from "./modal-values.ts";
import type { Modal } from "./modal.ts";
import { mintedAt } from "../snowflake.ts";
import type { World } from "../world.ts";

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

/** A command used on somebody or on a message: it comes whole, whatever the intents (documented). */
export function startTargeted(
  world: World,
  user: User,
  channel: Channel,
  { command, target }: { readonly command: Command; readonly target: Message | Member },
): Interaction {
  const interaction: Interaction = {
    ...blankInteraction(world, user, channel),
    kind: "command",
    commandName: command.name,
    sourceMessageId: null,
    choices: "none",
  };
  const { id, name, type, guildId } = command;
  const scope = guildId === null ? {} : { guild_id: guildId };
  return start(world, interaction, { id, name, type, ...scope, ...targetToWire(world, target) });
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

/** A form filled in by a person. */
export function startSubmit(
  world: World,
  user: User,
  channel: Channel,
  filled: FilledModal & { readonly modal: Modal; readonly opened: Interaction },
): Interaction {
  const { modal, opened, components, uploads } = filled;
  const interaction: Interaction = {
    ...blankInteraction(world, user, channel),
    kind: "modal",
    choices: "none",
    commandName: null,
    sourceMessageId: opened.sourceMessageId,
    trigger: triggerOf(opened),
  };
  for (const upload of uploads) world.uploads.set(upload.id, upload);
  const attachments = Object.fromEntries(
    uploads.map((one) => [one.id, ephemeralToWire(world, user.id, one)]),
  );
  return start(world, interaction, {
    custom_id: modal.customId,
    components,
    ...(uploads.length === 0 ? {} : { resolved: { attachments } }),
  });
}

/** A form opens no form. */
function triggerOf({ id: interactionId, kind, commandName, sourceMessageId }: Interaction): Trigger | null {
  return kind === "modal" ? null : { interactionId, kind, commandName, sourceMessageId };
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
    trigger: null,
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
