import { randomUUID } from "node:crypto";

import type { ResourceKind } from "../../domain/blueprint.ts";
import { Failure } from "../../domain/failure.ts";
import type { Fields } from "../ports.ts";

/** Which remote id belongs to which key of the blueprint. */
export interface Identity {
  readonly kind: ResourceKind;
  readonly key: string;
  readonly id: string;
  readonly protected: boolean;
  /** Absent when it is wholly ours; anything else is never deleted. */
  readonly managed?: "partial" | "reference";
  /** Fingerprint of each field as we last wanted it; tells our changes from those made elsewhere. */
  readonly applied: Readonly<Record<string, string>>;
  /** Fingerprints of what the vendor made of the fields that it rewrites, where that differs. */
  readonly observed?: Readonly<Record<string, string>>;
}

/** A create that was begun. While it stands here, nobody knows whether the thing exists. */
export interface Intent {
  readonly kind: ResourceKind;
  readonly key: string;
  /** When it was begun, by our clock; milliseconds since 1970. */
  readonly at: number;
  readonly fields: Fields;
}

/** What one identity map is about; a deploy to anywhere else must not use it. */
export interface Header {
  readonly env: string;
  readonly guildId: string;
  readonly applicationId: string;
  readonly accountSid: string;
}

/** The only provisioning state. Holds no secret; made to be committed. */
export interface IdentityMap extends Header {
  readonly schema: 1;
  /** Tells this map from another one of the same name; never changes. */
  readonly lineage: string;
  /** Grows with every write. */
  readonly serial: number;
  readonly entries: readonly Identity[];
  readonly pending: readonly Intent[];
}

/** A resource's name across kinds. */
export const nameOf = (resource: Named): string => `${resource.kind}:${resource.key}`;

interface Named {
  readonly kind: string;
  readonly key: string;
}

export const emptyIdentityMap = (header: Header): IdentityMap => ({
  schema: 1,
  lineage: randomUUID(),
  serial: 0,
  ...header,
  entries: [],
  pending: [],
});

const HEADER_WORDS = {
  env: "environment",
  guildId: "Discord server",
  applicationId: "Discord application",
  accountSid: "Twilio account",
} as const satisfies Record<keyof Header, string>;

/** "state.conflict" when the map was made for another environment, server, application or account. */
export function requireHeader(map: IdentityMap, header: Header, path: string): void {
  for (const field of ["env", "guildId", "applicationId", "accountSid"] as const) {
    if (map[field] === header[field]) continue;
    throw new Failure(
      "state.conflict",
      `${path} belongs to the ${HEADER_WORDS[field]} ${map[field]}, but the config and the tokens are for ${header[field]}.`,
      {
        where: path,
        fix: "Use the tokens and the config that this identity map was made with, or another environment (--env). To start over, move the file away.",
      },
    );
  }
}

export function withIdentity(map: IdentityMap, identity: Identity, formerKey?: string): IdentityMap {
  const replaced = new Set([nameOf(identity)]);
  if (formerKey !== undefined) replaced.add(nameOf({ kind: identity.kind, key: formerKey }));
  const entries = map.entries.filter(
    // One thing has one key: what takes a thing over from another key leaves none that could delete it.
    (entry) => !replaced.has(nameOf(entry)) && (entry.kind !== identity.kind || entry.id !== identity.id),
  );
  return { ...withoutIntent(map, identity), entries: [...entries, identity].toSorted(byName) };
}

export function withoutIdentity(map: IdentityMap, resource: Named): IdentityMap {
  const { entries, ...rest } = withoutIntent(map, resource);
  return { ...rest, entries: entries.filter((entry) => nameOf(entry) !== nameOf(resource)) };
}

export function withIntent(map: IdentityMap, intent: Intent): IdentityMap {
  return { ...map, pending: [...withoutIntent(map, intent).pending, intent].toSorted(byName) };
}

export function withoutIntent(map: IdentityMap, resource: Named): IdentityMap {
  return { ...map, pending: map.pending.filter((intent) => nameOf(intent) !== nameOf(resource)) };
}

/** By code unit, so that the file looks the same on every machine. */
function byName(one: Named, other: Named): number {
  const [left, right] = [nameOf(one), nameOf(other)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** What `run` needs to know of what was provisioned. */
export interface ProvisionedIds {
  readonly guildId: string;
  readonly applicationId: string;
  readonly accountSid: string;
  readonly workspaceSid: string;
  readonly taskChannelSid: string;
  readonly queueSid: string;
  readonly workflowSid: string;
  /** Of each transport what was deployed: while an installation moves, both are. */
  readonly transports: {
    readonly conversations: { readonly chatServiceSid: string; readonly flowSid: string } | null;
    readonly "programmable-chat": {
      readonly chatServiceSid: string;
      readonly flowSid: string;
      readonly flexFlowSid: string;
    } | null;
  };
  /** Discord channel ids by key. */
  readonly channels: ReadonlyMap<string, string>;
  /** Discord role ids by key. */
  readonly roles: ReadonlyMap<string, string>;
}

/** The key of what there is one of; the legacy transport's parts stand beside it under their own. */
const KEY = "support";
const LEGACY_KEY = "legacy";

/** "state.conflict" when something `run` cannot do without was not deployed yet. */
export function provisionedIds(map: IdentityMap): ProvisionedIds {
  const known = (kind: ResourceKind, key: string) =>
    map.entries.find((candidate) => candidate.kind === kind && candidate.key === key)?.id;
  const only = (kind: ResourceKind): string => {
    const id = known(kind, KEY);
    if (id !== undefined) return id;
    throw new Failure("state.conflict", `The identity map of ${map.env} has no ${kind} yet.`, {
      fix: `Run \`flexcord deploy --env ${map.env}\` first.`,
    });
  };
  const idsOf = (kind: ResourceKind) =>
    new Map(map.entries.filter((entry) => entry.kind === kind).map((entry) => [entry.key, entry.id]));
  return {
    guildId: map.guildId,
    applicationId: map.applicationId,
    accountSid: map.accountSid,
    workspaceSid: only("twilio.workspace"),
    taskChannelSid: only("twilio.task-channel"),
    queueSid: only("twilio.queue"),
    workflowSid: only("twilio.workflow"),
    transports: {
      conversations: allOf({
        chatServiceSid: known("twilio.chat-service", KEY),
        flowSid: known("twilio.flow", KEY),
      }),
      "programmable-chat": allOf({
        chatServiceSid: known("twilio.legacy-chat-service", LEGACY_KEY),
        flowSid: known("twilio.flow", LEGACY_KEY),
        flexFlowSid: known("twilio.legacy-flex-flow", LEGACY_KEY),
      }),
    },
    channels: idsOf("discord.channel"),
    roles: idsOf("discord.role"),
  };
}

/** Null unless all of them are known. */
function allOf<Name extends string>(
  ids: Readonly<Record<Name, string | undefined>>,
): Readonly<Record<Name, string>> | null {
  return Object.values(ids).includes(undefined) ? null : (ids as Readonly<Record<Name, string>>);
}
