import { botBits } from "../guild/guards.ts";
import type { Channel } from "../channels/model.ts";
import { type Interaction, INTERACTION_TYPE } from "../interactions/model.ts";
import { bitsOf } from "../guild/permission-bits.ts";
import { channelPermissions } from "../guild/permissions.ts";
import type { World } from "../world.ts";
import { channelToWire } from "./channel.ts";
import { memberToWire } from "./member.ts";
import { messageToWire } from "./message.ts";
import { userToWire } from "./user.ts";

const ATTACHMENT_LIMIT = 10 * 1024 * 1024;
/** What the bot may do in a DM. */
const DM_PERMISSIONS = bitsOf(
  "ADD_REACTIONS",
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "MENTION_EVERYONE",
  "USE_EXTERNAL_EMOJIS",
);

/** INTERACTION_CREATE's payload. On the server it carries a member, in a DM a user. */
export function interactionToWire(world: World, interaction: Interaction, data: object): object {
  const { id, token, userId, channelId, inGuild, sourceMessageId } = interaction;
  const user = world.users.get(userId);
  const channel = world.channels.get(channelId);
  const source = sourceMessageId === null ? undefined : world.messages.get(sourceMessageId);
  return {
    id,
    application_id: world.identity.applicationId,
    type: typeOf(interaction),
    data,
    ...(inGuild ? guildPart(world, userId, channel) : { user: user === undefined ? null : userToWire(user) }),
    channel_id: channelId,
    ...(channel === undefined ? {} : { channel: channelToWire(world, channel) }),
    ...(source === undefined ? {} : { message: messageToWire(world, source) }),
    token,
    version: 1,
    app_permissions: String(
      channel === undefined || channel.kind === "dm" ? DM_PERMISSIONS : botBits(world, channel),
    ),
    locale: user?.locale ?? "en-US",
    entitlements: [],
    authorizing_integration_owners: { "0": inGuild ? world.guild.id : "0" },
    context: inGuild ? 0 : 1,
    attachment_size_limit: ATTACHMENT_LIMIT,
  };
}

const AUTOCOMPLETE = 4;

/** Command, component, autocomplete, modal. */
export function typeOf({ kind, choices }: Interaction): number {
  return kind === "command" && choices !== "none" ? AUTOCOMPLETE : INTERACTION_TYPE[kind];
}

function guildPart(world: World, userId: string, channel: Channel | undefined): object {
  const member = world.members.get(userId);
  const { id, features } = world.guild;
  const bits =
    member === undefined || channel === undefined || channel.kind === "dm"
      ? 0n
      : channelPermissions(world, member, channel);
  return {
    guild_id: id,
    guild: { id, features, locale: "en-US" },
    guild_locale: "en-US",
    ...(member === undefined
      ? {}
      : { member: { ...memberToWire(world, member), permissions: String(bits) } }),
  };
}
