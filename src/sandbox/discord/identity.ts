import { createHash } from "node:crypto";

import { snowflakeAt } from "./snowflake.ts";

/** Who the application is and where it is installed. Survives a reset. */
export interface Identity {
  readonly applicationId: string;
  /** Since 2016 a bot's user id equals its application's. */
  readonly botId: string;
  readonly token: string;
  /** Of the application, for OAuth2. */
  readonly clientSecret: string;
  readonly verifyKey: string;
  readonly guildId: string;
  readonly ownerId: string;
  readonly generalId: string;
  readonly botRoleId: string;
}

const APPLICATION_CREATED = Date.UTC(2026, 2, 3);
const GUILD_CREATED = Date.UTC(2026, 8, 1);

/** The same seed gives the same identity. */
export function createIdentity(seed: string): Identity {
  const digest = (purpose: string) => createHash("sha512").update(`${purpose} ${seed}`).digest();
  const number = (purpose: string) => digest(purpose).readUInt32BE(0);
  const guildCreated = GUILD_CREATED + (number("guild") % 86_400_000);
  const applicationId = snowflakeAt(
    APPLICATION_CREATED + (number("application") % 86_400_000),
    number("application low"),
  );
  return {
    applicationId,
    botId: applicationId,
    token: [
      Buffer.from(applicationId).toString("base64url"),
      digest("token time").toString("base64url").slice(0, 6),
      digest("token secret").toString("base64url").slice(0, 38),
    ].join("."),
    clientSecret: digest("client secret").toString("base64url").slice(0, 32),
    verifyKey: digest("verify key").toString("hex").slice(0, 64),
    guildId: snowflakeAt(guildCreated, number("guild low")),
    ownerId: snowflakeAt(APPLICATION_CREATED - 31_536_000_000, number("owner")),
    generalId: snowflakeAt(guildCreated + 1, number("general")),
    botRoleId: snowflakeAt(guildCreated + 60_000, number("bot role")),
  };
}
