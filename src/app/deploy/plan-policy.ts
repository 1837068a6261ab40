import type { Addresses } from "../../config/addresses.ts";
import { findSecret } from "../../config/secret-patterns.ts";
import type { PolicyRules } from "../../provision/plan/policy.ts";

const MOST_DELETES = 3;

/** What every plan is measured against; a text is secret when it looks like one or holds one of ours. */
export function policyRules(
  secrets: Readonly<Record<string, string>>,
  addresses: Addresses,
  maxDeletes = MOST_DELETES,
): PolicyRules {
  const ours = Object.entries(secrets)
    .filter(([name]) => name !== "TWILIO_ACCOUNT_SID")
    .map(([, value]) => value);
  return {
    maxDeletes,
    isSecret: (text) =>
      text.split(/\s+/u).some((word) => findSecret(word) !== null) ||
      ours.some((secret) => text.includes(secret)),
    loopback: addresses.loopback,
  };
}
