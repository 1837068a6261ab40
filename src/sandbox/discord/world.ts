import type { SandboxContext } from "../context.ts";
import type { Dispatch } from "./gateway/dispatch.ts";
import type { Identity } from "./identity.ts";
import { createMessageStore, type MessageStore } from "./messages/store.ts";
import { blankChannel } from "./channels/blank.ts";
import type { Channel, Webhook } from "./channels/model.ts";
import type { Command } from "./commands/model.ts";
import type {
  AuditEntry,
  AutomodRule,
  Guild,
  Member,
  Onboarding,
  Role,
  User,
  WelcomeScreen,
} from "./guild/model.ts";
import type { Interaction } from "./interactions/model.ts";
import type { Attachment } from "./messages/model.ts";
import { createGrants, type Grants } from "./oauth/grants.ts";
import { createNonces, type Nonces } from "./messages/nonces.ts";
import { FRESH_EVERYONE, INVITED_BOT } from "./guild/permission-bits.ts";
import { createSnowflakes, mintedAt, type NextSnowflake } from "./snowflake.ts";

/** Everything Discord remembers. A reset replaces all of it but the identity. */
export interface World extends Memory {
  readonly identity: Identity;
  readonly context: SandboxContext;
  readonly nextId: NextSnowflake;
  /** Sends an event to the gateway's sessions and tells watchers that Discord changed. */
  emit(dispatch: Dispatch): void;
  /** Hears every event from now on. */
  listen(listener: (dispatch: Dispatch) => void): void;
  reset(): void;
}

/** What a reset forgets. */
interface Memory {
  guild: Guild;
  /** The privileged intents that are switched on in the developer portal. */
  privilegedIntents: number;
  /** False while the bot's token is revoked. */
  tokenAccepted: boolean;
  users: Map<string, User>;
  members: Map<string, Member>;
  roles: Map<string, Role>;
  channels: Map<string, Channel>;
  messages: MessageStore;
  nonces: Nonces;
  /** How long an attachment's address is good. */
  attachmentLifeMs: number;
  /** What was sent with forms. */
  uploads: Map<string, Attachment>;
  commands: Map<string, Command>;
  /** When commands were created lately, by scope; 200 a day are allowed. */
  commandCreates: Map<string, number[]>;
  interactions: Map<string, Interaction>;
  auditLog: AuditEntry[];
  webhooks: Map<string, Webhook>;
  automod: Map<string, AutomodRule>;
  welcomeScreen: WelcomeScreen;
  onboarding: Onboarding;
  /** Where the developer portal lets people be sent to once they agreed. */
  redirectUris: readonly string[];
  grants: Grants;
}

const DAY_MS = 24 * 60 * 60_000;

export function createWorld(context: SandboxContext, identity: Identity): World {
  const listeners: ((dispatch: Dispatch) => void)[] = [];
  const world: World = {
    ...freshMemory(identity, context.now),
    identity,
    context,
    nextId: createSnowflakes(context.now),
    emit(dispatch) {
      for (const listener of listeners) listener(dispatch);
      context.changed("discord");
    },
    listen: (listener) => void listeners.push(listener),
    reset: () => void Object.assign(world, freshMemory(identity, context.now)),
  };
  return world;
}

/** A new server: @everyone, an owner, the invited bot with its role, and #general. */
function freshMemory(identity: Identity, now: () => number): Memory {
  const { guildId, ownerId, botId, generalId, botRoleId } = identity;
  const createdAt = mintedAt(guildId);
  return {
    guild: {
      id: guildId,
      name: "Sandbox",
      ownerId,
      features: [],
      systemChannelId: generalId,
      rulesChannelId: null,
      publicUpdatesChannelId: null,
    },
    privilegedIntents: 0,
    tokenAccepted: true,
    users: new Map(
      [person(ownerId, "owner", "Owner", false), person(botId, "sandbox-bot", null, true)].map(byId),
    ),
    members: new Map([
      [ownerId, { userId: ownerId, roles: [], joinedAt: createdAt }],
      [botId, { userId: botId, roles: [botRoleId], joinedAt: mintedAt(botRoleId) }],
    ]),
    roles: new Map(
      [freshRole(guildId, "@everyone", 0, null), freshRole(botRoleId, "sandbox-bot", 1, botId)].map(byId),
    ),
    channels: new Map([[generalId, { ...blankChannel(generalId, 0), name: "general" }]]),
    messages: createMessageStore(),
    nonces: createNonces(now),
    attachmentLifeMs: DAY_MS,
    uploads: new Map(),
    commands: new Map(),
    commandCreates: new Map(),
    interactions: new Map(),
    auditLog: [],
    webhooks: new Map(),
    automod: new Map(),
    welcomeScreen: { description: null, channels: [] },
    onboarding: { enabled: false, mode: 0, defaultChannelIds: [], prompts: [] },
    redirectUris: [],
    grants: createGrants(now),
  };
}

function byId<Thing extends { readonly id: string }>(thing: Thing): [string, Thing] {
  return [thing.id, thing];
}

function person(id: string, username: string, globalName: string | null, bot: boolean): User {
  return { id, username, globalName, bot, locale: "en-US", dmsOpen: true };
}

function freshRole(id: string, name: string, position: number, botId: string | null): Role {
  return {
    id,
    name,
    position,
    permissions: botId === null ? FRESH_EVERYONE : INVITED_BOT,
    color: 0,
    hoist: false,
    mentionable: false,
    unicodeEmoji: null,
    managed: botId !== null,
    botId,
  };
}

/** Whether this is the bot's token, and not revoked. */
export function isBotToken({ identity, tokenAccepted }: World, token: string): boolean {
  return tokenAccepted && token === identity.token;
}
