import type { Form } from "../rest/form.ts";
import type { World } from "../world.ts";

/** Who may be told about a message, as `allowed_mentions` says. */
export interface AllowedMentions {
  readonly everyone: boolean;
  readonly users: "all" | readonly string[];
  readonly roles: "all" | readonly string[];
  readonly repliedUser: boolean;
}

/** What a plain message mentions when it says nothing. */
export const MESSAGE_MENTIONS: AllowedMentions = {
  everyone: true,
  users: "all",
  roles: "all",
  repliedUser: true,
};
/** What an answer to an interaction mentions when it says nothing. */
export const INTERACTION_MENTIONS: AllowedMentions = {
  everyone: false,
  users: "all",
  roles: [],
  repliedUser: true,
};

const PARSEABLE = new Set(["roles", "users", "everyone"]);

export function readAllowedMentions(form: Form, usual: AllowedMentions): AllowedMentions {
  const allowed = form.form("allowed_mentions");
  if (allowed === undefined || allowed === null) return usual;
  const parse = allowed.strings("parse") ?? [];
  const users = allowed.strings("users", { max: 100 });
  const roles = allowed.strings("roles", { max: 100 });
  for (const [key, list] of [
    ["users", users],
    ["roles", roles],
  ] as const) {
    if (!parse.includes(key) || (list ?? []).length === 0) continue;
    allowed.fault(
      "",
      "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
      `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
    );
  }
  if (parse.some((word) => !PARSEABLE.has(word))) {
    allowed.fault("parse", "BASE_TYPE_CHOICES", "Value must be one of ('roles', 'users', 'everyone').");
  }
  return {
    everyone: parse.includes("everyone"),
    users: parse.includes("users") ? "all" : (users ?? []),
    roles: parse.includes("roles") ? "all" : (roles ?? []),
    repliedUser: allowed.boolean("replied_user") ?? false,
  };
}

export interface Mentions {
  readonly mentions: readonly string[];
  readonly mentionRoles: readonly string[];
  readonly mentionEveryone: boolean;
}

function isAllowed(list: "all" | readonly string[], id: string): boolean {
  return list === "all" || list.includes(id);
}

/** Who a text mentions, among those it may. `mayMentionAll` is the author's MENTION_EVERYONE. */
export function findMentions(
  world: World,
  content: string,
  allowed: AllowedMentions,
  mayMentionAll: boolean,
): Mentions {
  const idsIn = (pattern: RegExp) => [...content.matchAll(pattern)].map((match) => match[1] ?? "");
  const users = idsIn(/<@!?(\d+)>/gu).filter((id) => world.users.has(id) && isAllowed(allowed.users, id));
  const roles = idsIn(/<@&(\d+)>/gu).filter((id) => {
    const role = world.roles.get(id);
    return role !== undefined && isAllowed(allowed.roles, id) && (role.mentionable || mayMentionAll);
  });
  return {
    mentions: [...new Set(users)],
    mentionRoles: [...new Set(roles)],
    mentionEveryone: allowed.everyone && mayMentionAll && /@(?:everyone|here)\b/u.test(content),
  };
}
