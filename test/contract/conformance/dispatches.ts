import { refTo, type Schema, type SchemaObject } from "./description/description.ts";
import { listOf, shape } from "./description/shape.ts";

const text = { type: "string" };
const flag = { type: "boolean" };
const whole = { type: "integer" };
const moment = { type: "string", format: "date-time" };
const snowflake = refTo("SnowflakeType");
const bits = { type: "string", pattern: "^[0-9]+$" };
const either = (...anyOf: readonly Schema[]): SchemaObject => ({ anyOf });
const none = { type: "array", maxItems: 0 };

/** A described object with what an event adds to it. */
function extended(name: string, fields: Readonly<Record<string, Schema>>): SchemaObject {
  return { allOf: [refTo(name), shape(fields)] };
}

/** A member as it stands beside a message: without the user. */
const partialMember = {
  ...shape({
    "avatar?": { type: ["string", "null"] },
    "banner?": { type: ["string", "null"] },
    communication_disabled_until: { anyOf: [moment, { type: "null" }] },
    flags: whole,
    joined_at: moment,
    "nick?": { type: ["string", "null"] },
    "pending?": flag,
    "premium_since?": { anyOf: [moment, { type: "null" }] },
    roles: listOf(snowflake),
    mute: flag,
    deaf: flag,
  }),
};

const thread = refTo("ThreadResponse");
const anyChannel = either(refTo("GuildChannelResponse"), refTo("PrivateChannelResponse"), thread);

const messageEvent = extended("MessageResponse", {
  channel_type: whole,
  "guild_id?": snowflake,
  "member?": partialMember,
});

/** As documented; the descriptions know nothing of the gateway. */
const reaction = {
  user_id: snowflake,
  channel_id: snowflake,
  message_id: snowflake,
  "guild_id?": snowflake,
  emoji: shape({ id: { anyOf: [snowflake, { type: "null" }] }, name: { type: ["string", "null"] } }),
  burst: flag,
  type: whole,
};

const commandData = shape({
  id: snowflake,
  name: text,
  type: { const: 1 },
  "guild_id?": snowflake,
  "options?": listOf(
    shape({ name: text, type: whole, "value?": true, "options?": { type: "array" }, "focused?": flag }),
  ),
  "resolved?": { type: "object" },
});

/** A command on a message, which comes whole, or on somebody. */
const targetedData = shape({
  id: snowflake,
  name: text,
  type: { enum: [2, 3] },
  "guild_id?": snowflake,
  target_id: snowflake,
  resolved: shape({
    "messages?": { type: "object", additionalProperties: refTo("MessageResponse") },
    "users?": { type: "object", additionalProperties: refTo("UserResponse") },
    "members?": { type: "object", additionalProperties: partialMember },
  }),
});

const buttonData = shape({ custom_id: text, component_type: { const: 2 }, id: whole });

/** As documented for fields of forms: text and choices have a value, or several. */
const filledField = either(
  shape({ type: { const: 4 }, id: whole, custom_id: text, value: text }),
  shape({ type: { const: 21 }, id: whole, custom_id: text, value: { type: ["string", "null"] } }),
  shape({ type: { const: 23 }, id: whole, custom_id: text, value: flag }),
  shape({ type: { enum: [3, 19, 22] }, id: whole, custom_id: text, values: listOf(text) }),
);

/** A form that somebody filled in. */
const modalData = shape({
  custom_id: text,
  components: listOf(
    either(
      shape({ type: { const: 18 }, id: whole, component: filledField }),
      shape({ type: { const: 10 }, id: whole }),
    ),
  ),
  "resolved?": shape({
    attachments: {
      type: "object",
      additionalProperties: extended("MessageAttachmentResponse", { ephemeral: { const: true } }),
    },
  }),
});

const interactionEvent = shape({
  id: snowflake,
  application_id: snowflake,
  type: { enum: [2, 3, 4, 5] },
  data: either(commandData, targetedData, buttonData, modalData),
  "guild?": shape({ id: snowflake, features: listOf(text), locale: text }),
  "guild_id?": snowflake,
  "guild_locale?": text,
  "channel?": anyChannel,
  channel_id: snowflake,
  "member?": extended("GuildMemberResponse", { permissions: bits }),
  "user?": refTo("UserResponse"),
  token: text,
  version: { const: 1 },
  "message?": refTo("MessageResponse"),
  app_permissions: bits,
  locale: text,
  entitlements: none,
  authorizing_integration_owners: { type: "object", additionalProperties: snowflake },
  context: { enum: [0, 1, 2] },
  attachment_size_limit: whole,
});

const roleEvent = shape({ guild_id: snowflake, role: refTo("GuildRoleResponse") });
const memberEvent = extended("GuildMemberResponse", { guild_id: snowflake });

/**
 * What goes over the gateway, which no description covers: Discord's documented event fields around the objects
 * that the description does cover. By `dispatch <event>`; and what clients send, by `request <op>`.
 */
export const DISPATCHES: Readonly<Record<string, Schema>> = {
  "dispatch READY": shape({
    v: { const: 10 },
    user: refTo("UserPIIResponse"),
    guilds: listOf(shape({ id: snowflake, unavailable: { const: true } })),
    session_id: text,
    session_type: text,
    resume_gateway_url: text,
    "shard?": { type: "array", items: whole, minItems: 2, maxItems: 2 },
    application: shape({ id: snowflake, flags: whole }),
    private_channels: none,
    relationships: none,
    presences: none,
    user_settings: shape({}),
    geo_ordered_rtc_regions: listOf(text),
    guild_join_requests: none,
    _trace: listOf(text),
  }),
  "dispatch RESUMED": shape({ "_trace?": listOf(text) }),
  "dispatch GUILD_CREATE": extended("GuildResponse", {
    joined_at: moment,
    large: flag,
    unavailable: flag,
    member_count: whole,
    members: listOf(refTo("GuildMemberResponse")),
    channels: listOf(refTo("GuildChannelResponse")),
    threads: listOf(thread),
    voice_states: none,
    presences: none,
    stage_instances: none,
    guild_scheduled_events: none,
    soundboard_sounds: none,
  }),
  "dispatch GUILD_UPDATE": refTo("GuildResponse"),
  "dispatch GUILD_ROLE_CREATE": roleEvent,
  "dispatch GUILD_ROLE_UPDATE": roleEvent,
  "dispatch GUILD_ROLE_DELETE": shape({ guild_id: snowflake, role_id: snowflake }),
  "dispatch CHANNEL_CREATE": refTo("GuildChannelResponse"),
  "dispatch CHANNEL_UPDATE": refTo("GuildChannelResponse"),
  "dispatch CHANNEL_DELETE": refTo("GuildChannelResponse"),
  "dispatch THREAD_CREATE": extended("ThreadResponse", { "newly_created?": flag }),
  "dispatch THREAD_UPDATE": thread,
  "dispatch THREAD_DELETE": shape({ id: snowflake, guild_id: snowflake, parent_id: snowflake, type: whole }),
  "dispatch THREAD_MEMBERS_UPDATE": shape({
    id: snowflake,
    guild_id: snowflake,
    member_count: whole,
    "added_members?": listOf(refTo("ThreadMemberResponse")),
    "removed_member_ids?": listOf(snowflake),
  }),
  "dispatch GUILD_MEMBER_ADD": memberEvent,
  "dispatch GUILD_MEMBER_UPDATE": memberEvent,
  "dispatch MESSAGE_CREATE": messageEvent,
  "dispatch MESSAGE_UPDATE": messageEvent,
  "dispatch MESSAGE_DELETE": shape({ id: snowflake, channel_id: snowflake, "guild_id?": snowflake }),
  "dispatch MESSAGE_DELETE_BULK": shape({
    ids: listOf(snowflake),
    channel_id: snowflake,
    "guild_id?": snowflake,
  }),
  "dispatch MESSAGE_REACTION_ADD": shape({
    ...reaction,
    "message_author_id?": snowflake,
    "member?": refTo("GuildMemberResponse"),
  }),
  "dispatch MESSAGE_REACTION_REMOVE": shape(reaction),
  "dispatch INTERACTION_CREATE": interactionEvent,
  "request IDENTIFY": shape({
    token: text,
    intents: whole,
    properties: shape({ os: text, browser: text, device: text }),
    "compress?": flag,
    "large_threshold?": { type: "integer", minimum: 50, maximum: 250 },
    "shard?": { type: "array", items: whole, minItems: 2, maxItems: 2 },
    "presence?": { type: "object" },
  }),
  "request RESUME": shape({ token: text, session_id: text, seq: whole }),
};
