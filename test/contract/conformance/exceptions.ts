import type { DescriptionName, Schema } from "./description/description.ts";
import { listOf, shape } from "./description/shape.ts";
import { all, answer, bodyFields, everywhere, type Exception, fields, whole } from "./description/patch.ts";

const DISCORD: readonly DescriptionName[] = ["discord-api-spec", "discord-openapi.json"];
const TWILIO: readonly DescriptionName[] = [
  "chat_v2",
  "conversations_v1",
  "events_v1",
  "flex_v1",
  "studio_v2",
  "sync_v1",
  "taskrouter_v1",
];

const TEXT: Schema = { type: "string" };
const NAME: Schema = { type: "string", pattern: "^[A-Z0-9_]+$" };
const BITS: Schema = { type: ["string", "null"], pattern: "^[0-9]+$" };

/**
 * Every place where the vendors' descriptions are not followed to the letter. One that nothing uses any
 * more fails the suite.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    id: "discord-permission-bits",
    of: DISCORD,
    reason:
      "Requests are described with permissions as integers. Discord's documentation, its answers and its " +
      "clients have them as strings of digits: they outgrow what JSON numbers hold.",
    patch: all(
      fields(["CreateRoleRequest", "UpdateRoleRequestPartial"], ["permissions"], BITS),
      fields(["ChannelPermissionOverwriteRequest"], ["allow", "deny"], BITS),
      fields(
        ["ApplicationCommandCreateRequest", "ApplicationCommandUpdateRequest"],
        ["default_member_permissions"],
        BITS,
      ),
      bodyFields(/^PUT \/channels\/\{channel_id\}\/permissions\//u, ["allow", "deny"], BITS),
    ),
  },
  {
    id: "discord-command-nsfw",
    of: DISCORD,
    reason:
      "Discord documents nsfw among what a command is made of, and its answers carry it; the description " +
      "of the requests leaves it out.",
    patch: fields(["ApplicationCommandCreateRequest", "ApplicationCommandUpdateRequest"], ["nsfw"], {
      type: "boolean",
    }),
  },
  {
    id: "discord-channel-flags",
    of: DISCORD,
    reason:
      "A channel is documented to be made with flags, among them REQUIRE_TAG of a forum; the description of " +
      "the request leaves them out.",
    patch: fields(["CreateGuildChannelRequest"], ["flags"], { type: "integer", minimum: 0 }),
  },
  {
    id: "discord-form-error-codes",
    of: DISCORD,
    reason:
      "The faults of a form are described with numbers for codes, as whole refusals have them. Discord " +
      "documents names, such as BASE_TYPE_REQUIRED.",
    patch: whole("InnerErrors", shape({ _errors: listOf(shape({ code: NAME, message: TEXT })) })),
  },
  {
    id: "discord-rate-limit-code",
    of: DISCORD,
    reason:
      "A refusal for asking too often is described with the code that all refusals have. Discord documents " +
      "it as present for some limits only.",
    patch: whole(
      "RatelimitedResponse",
      shape({
        message: TEXT,
        retry_after: { type: "number" },
        global: { type: "boolean" },
        "code?": { type: "integer" },
      }),
    ),
  },
  {
    id: "discord-forwarded-reference",
    of: DISCORD,
    reason:
      "A message's reference is described as a reply only; Discord documents 1 for a forwarded message.",
    patch: whole("MessageReferenceType", { enum: [0, 1] }),
  },
  {
    id: "discord-js-message-defaults",
    of: DISCORD,
    reason:
      "discord.js itself writes tts and enforce_nonce, both false, into whatever it sends through an " +
      "interaction's webhook; Discord takes no notice.",
    patch: all(
      fields(
        ["IncomingWebhookUpdateRequestPartial", "IncomingWebhookUpdateForInteractionCallbackRequestPartial"],
        ["tts", "enforce_nonce"],
        { const: false },
      ),
      fields(["IncomingWebhookRequestPartial", "IncomingWebhookInteractionRequest"], ["enforce_nonce"], {
        const: false,
      }),
    ),
  },
  {
    id: "discord-zod-timestamps",
    of: ["discord-api-spec"],
    reason:
      "The package takes moments that end in Z only. Discord writes an offset, +00:00, as its own OpenAPI " +
      "file allows.",
    patch: everywhere(({ format, pattern, ...rest }) =>
      format === "date-time" && typeof pattern === "string" ? { ...rest, format } : null,
    ),
  },
  {
    id: "twilio-flex-configuration-body",
    of: ["flex_v1"],
    reason:
      "The change of the Flex configuration is described as an object without fields. The SDK sends the " +
      "object it is given, and the documentation names account_sid and ui_attributes in it.",
    patch: all(
      bodyFields(/^POST \/v1\/Configuration$/u, ["account_sid"], TEXT),
      bodyFields(/^POST \/v1\/Configuration$/u, ["ui_attributes"], { type: "object" }),
    ),
  },
  {
    id: "twilio-error-body",
    of: TWILIO,
    reason:
      "Twilio's files describe no answer that refuses. The body is the documented one, which the SDK reads " +
      "into its RestException.",
    patch: answer(/./u, "4XX", {
      type: "object",
      properties: {
        code: { type: "integer", minimum: 20_001 },
        message: { type: "string", minLength: 1 },
        more_info: { type: "string", format: "uri" },
        status: { type: "integer", minimum: 400, maximum: 499 },
        details: { type: "object" },
      },
      required: ["code", "message", "more_info", "status"],
    }),
  },
];

/** A route that no description names. */
export interface Undescribed {
  /** As `GET discord.com/guilds/{guild_id}`. */
  readonly route: string;
  /** Whether a vendor's own SDK calls it all the same. */
  readonly inSdk: boolean;
  readonly reason: string;
}

export const UNDESCRIBED: readonly Undescribed[] = [
  ...[
    "POST mcs.us1.twilio.com/v1/Services/{ServiceSid}/Media",
    "GET mcs.us1.twilio.com/v1/Services/{ServiceSid}/Media/{Sid}",
    "GET media.us1.twilio.com/{sid}",
  ].map((route) => ({
    route,
    inSdk: false,
    reason:
      "Twilio documents its media service in prose only; neither its descriptions nor its helper library know it.",
  })),
  {
    route: "POST discord.com/oauth2/token",
    inSdk: true,
    reason: "OAuth2 is described by its RFCs and Discord's prose; discord.js's core has a call for it.",
  },
  ...["GET", "POST"].map((method) => ({
    route: `${method} discord.com/api/oauth2/authorize`,
    inSdk: false,
    reason: "The page people agree on, and their answer: for browsers, and described in prose.",
  })),
  {
    route: "POST discord.com/oauth2/token/revoke",
    inSdk: false,
    reason: "Gives a token back (RFC 7009); Discord's server metadata names it.",
  },
  {
    route: "POST discord.com/guilds",
    inSdk: false,
    reason:
      "Gone from Discord in July 2025. The sandbox names it to say so: no bot makes a server here either.",
  },
];
