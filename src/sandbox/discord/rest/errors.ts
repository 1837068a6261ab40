/** Discord's answer to a request it refuses: `{ "message", "code", "errors"? }` with an HTTP status. */
export class DiscordError extends Error {
  override readonly name = "DiscordError";
  readonly status: number;
  readonly code: number;
  readonly errors: object | undefined;

  constructor(status: number, code: number, message: string, errors?: object) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

/** Each known refusal: HTTP status, Discord's code, Discord's words. */
const REFUSALS = {
  unauthorized: [401, 0, "401: Unauthorized"],
  notFound: [404, 0, "404: Not Found"],
  unknownChannel: [404, 10003, "Unknown Channel"],
  unknownGuild: [404, 10004, "Unknown Guild"],
  unknownMember: [404, 10007, "Unknown Member"],
  unknownMessage: [404, 10008, "Unknown Message"],
  unknownOverwrite: [404, 10009, "Unknown Permission Overwrite"],
  unknownRole: [404, 10011, "Unknown Role"],
  unknownUser: [404, 10013, "Unknown User"],
  unknownWebhook: [404, 10015, "Unknown Webhook"],
  unknownInteraction: [404, 10062, "Unknown interaction"],
  unknownTag: [404, 10087, "Unknown tag"],
  unknownCommand: [404, 10063, "Unknown application command"],
  otherApplication: [403, 20012, "You are not authorized to perform this action on this application"],
  unknownWelcomeScreen: [404, 10069, "Unknown Guild Welcome Screen"],
  unknownAutomodRule: [404, 10066, "Unknown Auto Moderation Rule"],
  tooManyAttachments: [400, 30015, "Maximum number of attachments in a message reached (10)"],
  entityTooLarge: [413, 40005, "Request entity too large"],
  tooManyPins: [400, 30003, "Maximum number of pins reached for the channel (250)"],
  tooManyWebhooks: [400, 30007, "Maximum number of webhooks reached (15)"],
  onboardingChannels: [400, 350_000, "Cannot enable onboarding: at least 7 default channels are needed"],
  onboardingOpenChannels: [
    400,
    350_001,
    "Cannot enable onboarding: at least 5 default channels must let @everyone send messages",
  ],
  tooManyRoles: [400, 30005, "Maximum number of server roles reached (250)"],
  tooManyChannels: [400, 30013, "Maximum number of server channels reached (500)"],
  tooManyCommands: [400, 30032, "Maximum number of application commands reached (100)"],
  tooManyCommandCreates: [
    400,
    30034,
    "Max number of daily application command creates has been reached (200)",
  ],
  tagNamesTwice: [400, 40061, "Tag names must be unique"],
  oneParentAtATime: [400, 40009, "Only one channel can have a parent_id modified at a time"],
  forumMessage: [
    400,
    40058,
    "Cannot message this thread until after the post author has sent an initial message.",
  ],
  alreadyCrossposted: [400, 40033, "This message has already been crossposted."],
  tagRequired: [400, 40067, "A tag is required to create a forum post in this channel"],
  alreadyAcknowledged: [400, 40060, "Interaction has already been acknowledged."],
  missingAccess: [403, 50001, "Missing Access"],
  notInDms: [403, 50003, "Cannot execute action on a DM channel"],
  notYourMessage: [403, 50005, "Cannot edit a message authored by another user"],
  emptyMessage: [400, 50006, "Cannot send an empty message"],
  closedDms: [403, 50007, "Cannot send messages to this user"],
  notATextChannel: [400, 50008, "Cannot send messages in a non-text channel"],
  botsMayNot: [403, 20_001, "Bots cannot use this endpoint"],
  missingScope: [403, 50_026, "Missing required OAuth2 scope"],
  missingPermissions: [403, 50013, "Missing Permissions"],
  bulkDeleteCount: [
    400,
    50016,
    "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete",
  ],
  tooOldForBulkDelete: [400, 50034, "You can only bulk delete messages that are under 14 days old."],
  wrongChannelType: [400, 50024, "Cannot execute action on this channel type"],
  invalidWebhookToken: [401, 50027, "Invalid Webhook Token"],
  invalidRole: [400, 50028, "Invalid Role"],
  invalidRecipients: [400, 50033, "Invalid Recipient(s)"],
  neededByCommunity: [400, 50074, "Cannot delete a channel required for Community guilds"],
  archivedThread: [400, 50083, "Thread is archived"],
  needsBoosts: [400, 50101, "This server needs more boosts to perform this action"],
  lockedThread: [400, 160_005, "Thread is locked"],
  tooManyThreads: [400, 160_006, "Maximum number of active threads reached"],
  invalidJson: [400, 50109, "The request body contains invalid JSON."],
} as const satisfies Readonly<Record<string, readonly [number, number, string]>>;

export type Refusal = keyof typeof REFUSALS;

export function refusal(name: Refusal): DiscordError {
  const [status, code, message] = REFUSALS[name];
  return new DiscordError(status, code, message);
}

/** Something Discord can do and the sandbox cannot: said so rather than done by halves. */
export function notImitated(what: string): DiscordError {
  return new DiscordError(501, 0, `The sandbox does not imitate ${what}`);
}
