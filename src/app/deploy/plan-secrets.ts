import { createHmac, hkdfSync } from "node:crypto";

import type { Secrets } from "../../provision/ports.ts";
import { studioSecretOf } from "../derived-secrets.ts";

/** Secrets as a plan handles them: known by name, compared by a digest that only FLEXCORD_SECRET can make. */
export function planSecrets(flexcordSecret: string): Secrets {
  const key = Buffer.from(hkdfSync("sha256", flexcordSecret, "", "flexcord plan digest v1", 32));
  const values = { "studio-secret": studioSecretOf(flexcordSecret) };
  return {
    value: (name) => values[name],
    digest: (value) => createHmac("sha256", key).update(value).digest("hex").slice(0, 16),
  };
}
