import { hkdfSync } from "node:crypto";

/** The key that links to files are sealed with: a link made before FLEXCORD_SECRET changed opens nothing any more. */
export function fileLinkKeyOf(flexcordSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", flexcordSecret, "", "flexcord file links v1", 32));
}

/** The key that the desk's links and sessions are signed with: changing FLEXCORD_SECRET ends all of them. */
export function deskKeyOf(flexcordSecret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", flexcordSecret, "", "flexcord desk v1", 32));
}

/**
 * The secret that the Studio flow shows when it asks us. Made from FLEXCORD_SECRET, so that deploy and run
 * agree on it without writing it down, and so that changing the one changes the other.
 */
export function studioSecretOf(flexcordSecret: string): string {
  const key = hkdfSync("sha256", flexcordSecret, "", "flexcord studio secret v1", 32);
  return Buffer.from(key).toString("base64url");
}
