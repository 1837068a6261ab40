/**
 * What the config says should exist, as plain data. A resource is known by its kind and its key in the
 * YAML; where its spec needs the remote id of another, it holds a Ref that is resolved when that id is
 * known.
 */

/** A remote id that may not exist yet: "the id of the resource with this kind and key". */
export interface Ref {
  readonly ref: { readonly kind: ResourceKind; readonly key: string };
}

/** A value that must never be seen: named here, injected when the call is made, compared by keyed digest. */
export interface SecretRef {
  readonly secret: "studio-secret";
}

export type ResourceKind =
  | "discord.role"
  | "discord.category"
  | "discord.channel"
  | "discord.command"
  | "discord.everyone"
  | "discord.panel"
  | "discord.webhook"
  | "discord.follow"
  | "discord.automod"
  | "discord.welcome-screen"
  | "discord.onboarding"
  | "twilio.workspace"
  | "twilio.task-channel"
  | "twilio.chat-service"
  | "twilio.queue"
  | "twilio.workflow"
  | "twilio.flow"
  | "twilio.activity"
  | "twilio.conversation-timers"
  | "twilio.flex-configuration"
  | "twilio.event-sink"
  | "twilio.event-subscription"
  | "twilio.callback"
  | "twilio.legacy-chat-service"
  | "twilio.legacy-flex-flow";

/** JSON with references in it. */
export type Spec =
  | string
  | number
  | boolean
  | null
  | Ref
  | SecretRef
  | readonly Spec[]
  | { readonly [key: string]: Spec };

/** Where in the config something is written; lines and columns count from 1. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Dotted path of the key, such as `discord.channels.help`. */
  readonly path: string;
}

/** Who decides about a resource: we wholly, we for the named fields, or somebody else entirely. */
export type Management = "full" | "partial" | "reference";

export interface Resource {
  readonly kind: ResourceKind;
  readonly key: string;
  /** An earlier key of the same thing, when the YAML moved it. */
  readonly previously?: string;
  readonly managed: Management;
  /** Of a partly managed resource, the fields that are ours; all of its spec when not said. */
  readonly fields?: readonly string[];
  /** Kept by the identity map: a protected thing is never deleted without being unprotected first. */
  readonly protected: boolean;
  /** Fields by name, in the words of the resource's kind (see docs/words.md); never a vendor's wire shape. */
  readonly spec: { readonly [field: string]: Spec };
  readonly origin: Origin;
}

export interface Blueprint {
  /** The environment's name, such as `production`; names the identity map's file. */
  readonly environment: string;
  readonly project: string;
  readonly guildId: string;
  readonly resources: readonly Resource[];
  /** Globs over remote names that are never listed as unmanaged. */
  readonly ignore: readonly string[];
}
