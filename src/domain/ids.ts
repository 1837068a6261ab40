/**
 * The ids that travel through the house. Each is a type of its own, so that one can never be passed for
 * another; only the room that minted an id may look inside it.
 */
declare const brand: unique symbol;

/** A string that means one thing only. */
export type Id<Name extends string> = string & { readonly [brand]: Name };

/** A person on the Discord server. Minted by `discord`. */
export type MemberId = Id<"member">;
/** Where a member reads us: their DM channel or a private thread. Minted by `discord`. */
export type PlaceId = Id<"place">;
/** One message in a place. Minted by `discord`. */
export type PostId = Id<"post">;
/** One file of a message, as its own side names it. Minted by `discord` and `twilio`. */
export type FileId = Id<"file">;
/** One slash command, button press or form of a member. Minted by `discord`. */
export type InteractionId = Id<"interaction">;

/** One member's exchange from first message to close. Minted by `bridge`. */
export type ConversationId = Id<"conversation">;
/** The number of a case, as members quote it. Minted by `store`. */
export type CaseNumber = number & { readonly [brand]: "case" };

/** The conversation as the agent's side knows it. Minted by `twilio`. */
export type TransportConversationId = Id<"transport conversation">;
/** One message of it. Minted by `twilio`. */
export type TransportMessageId = Id<"transport message">;
/** One piece of work offered to agents. Minted by `twilio`. */
export type TaskId = Id<"task">;
/** An agent, as the desk knows them. Minted by `twilio`. */
export type WorkerId = Id<"worker">;

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;
