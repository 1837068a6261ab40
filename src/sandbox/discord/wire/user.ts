import type { User } from "../guild/model.ts";

/** Only bots have kept a discriminator. */
const BOT_DISCRIMINATOR = "4821";

export function userToWire(user: User): object {
  return {
    id: user.id,
    username: user.username,
    avatar: null,
    discriminator: user.bot ? BOT_DISCRIMINATOR : "0",
    public_flags: 0,
    flags: 0,
    ...(user.bot ? { bot: true } : {}),
    banner: null,
    accent_color: null,
    global_name: user.globalName,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  };
}

/** The user that a token belongs to, without what needs the scope `email`. */
export function signedInToWire(user: User): object {
  return { ...userToWire(user), mfa_enabled: false, locale: user.locale };
}

/** The bot that a token belongs to. */
export function selfToWire(user: User): object {
  return { ...userToWire(user), mfa_enabled: true, locale: user.locale, email: null, verified: true };
}
