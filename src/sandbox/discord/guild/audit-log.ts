import type { AuditEntry } from "./model.ts";
import type { World } from "../world.ts";

/** Discord's numbers for what its audit log records (documented). */
export const AUDIT = {
  GUILD_UPDATE: 1,
  CHANNEL_CREATE: 10,
  CHANNEL_UPDATE: 11,
  CHANNEL_DELETE: 12,
  OVERWRITE_UPDATE: 14,
  OVERWRITE_DELETE: 15,
  ROLE_CREATE: 30,
  ROLE_UPDATE: 31,
  ROLE_DELETE: 32,
  WEBHOOK_CREATE: 50,
  WEBHOOK_UPDATE: 51,
  WEBHOOK_DELETE: 52,
  MESSAGE_BULK_DELETE: 73,
  MESSAGE_PIN: 74,
  MESSAGE_UNPIN: 75,
  THREAD_CREATE: 110,
  AUTO_MODERATION_RULE_CREATE: 140,
  AUTO_MODERATION_RULE_UPDATE: 141,
  AUTO_MODERATION_RULE_DELETE: 142,
  ONBOARDING_UPDATE: 167,
} as const;

/** What a route leaves in the audit log. Discord records nothing of commands and of messages one writes. */
export interface Audited {
  readonly action: number;
  /** The path parameter that names what was changed; what was made is named by the answer. */
  readonly target?: string;
}

/** Notes what the bot did. The reason travels in a header, percent-encoded. */
export function recordAudit(world: World, entry: Pick<AuditEntry, "action" | "targetId" | "reason">): void {
  world.auditLog.push({ id: world.nextId(), userId: world.identity.botId, ...entry });
}

/** Newest first. */
export function auditEntries(
  world: World,
  { action, before, limit }: { readonly action?: number; readonly before?: string; readonly limit: number },
): readonly AuditEntry[] {
  return world.auditLog
    .filter((entry) => action === undefined || entry.action === action)
    .filter((entry) => before === undefined || BigInt(entry.id) < BigInt(before))
    .toReversed()
    .slice(0, limit);
}

export function decodeReason(header: string | undefined): string | null {
  if (header === undefined || header === "") return null;
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
