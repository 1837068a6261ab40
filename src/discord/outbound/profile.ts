import type { API } from "@discordjs/core/http-only";
import type { APIGuildMember, APIRole } from "discord-api-types/v10";
import type { Clock } from "../../domain/clock.ts";
import type { Profile } from "../../domain/conversation.ts";
import { Failure } from "../../domain/failure.ts";
import type { EpochMs, MemberId } from "../../domain/ids.ts";
import { callDiscord } from "../rest/call.ts";

/** Roles change seldom, and every conversation asks for them. */
const ROLES_LAST_MS = 5 * 60_000;
/** An agent should not wait for what is only good to know. */
const PATIENCE_MS = 5_000;
const PICTURES = "https://cdn.discordapp.com";

/** What the server tells of its members. */
export function createProfiles({ api, clock, guildId }: { api: API; clock: Clock; guildId: string }) {
  let roles: { readonly list: Promise<readonly APIRole[]>; readonly at: EpochMs } | null = null;

  const fetchRoles = (signal: AbortSignal) => api.guilds.getRoles(guildId, { signal });
  const readRoles = (signal: AbortSignal): Promise<readonly APIRole[]> => {
    if (roles !== null && clock.now() - roles.at < ROLES_LAST_MS) return roles.list;
    const doing = "reading the server's roles";
    const list = callDiscord({ doing, signal, clock, timeoutMs: PATIENCE_MS, run: fetchRoles });
    roles = { list, at: clock.now() };
    list.catch(() => (roles = null));
    return list;
  };

  return async (memberId: MemberId, signal: AbortSignal): Promise<Profile | null> => {
    const doing = "reading who the member is";
    const run = (signal: AbortSignal) => api.guilds.getMember(guildId, memberId, { signal });
    try {
      const member = await callDiscord({ doing, signal, clock, timeoutMs: PATIENCE_MS, run });
      return profileOf(guildId, member, await readRoles(signal));
    } catch (thrown) {
      // Whoever has left the server is still a member to us.
      if (thrown instanceof Failure && thrown.code === "discord.not-found") return null;
      throw thrown;
    }
  };
}

function profileOf(guildId: string, member: APIGuildMember, roles: readonly APIRole[]): Profile {
  const joinedAt = Date.parse(member.joined_at ?? "");
  return {
    username: member.user.username,
    avatar: avatarOf(guildId, member),
    roles: roles
      .filter(({ id }) => member.roles.includes(id))
      .toSorted((one, other) => other.position - one.position)
      .map(({ name }) => name),
    joinedAt: Number.isNaN(joinedAt) ? null : joinedAt,
  };
}

/** Their picture on this server, else their own, else the one Discord gives everybody without one (documented). */
function avatarOf(guildId: string, { avatar, user }: APIGuildMember): string {
  if (avatar) return `${PICTURES}/guilds/${guildId}/users/${user.id}/avatars/${avatar}.png`;
  if (user.avatar) return `${PICTURES}/avatars/${user.id}/${user.avatar}.png`;
  return `${PICTURES}/embed/avatars/${Number((BigInt(user.id) >> 22n) % 6n)}.png`;
}
