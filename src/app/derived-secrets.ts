import { hkdfSync } from "node:crypto";

/**
 * The secret that the Studio flow shows when it asks us. Made from FLEXCORD_SECRET, so that deploy and run
 * agree on it without writing it down, and so that changing the one changes the other.
 */
export function studioSecretOf(flexcordSecret: string): string {
  const key = hkdfSync("sha256", flexcordSecret, "", "flexcord studio secret v1", 32);
  return Buffer.from(key).toString("base64url");
}
