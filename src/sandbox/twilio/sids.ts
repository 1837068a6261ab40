import { createHash, randomBytes } from "node:crypto";
import type { TwilioReady } from "../imitation.ts";

/** What stands at the front of a SID and says what it names. */
type SidPrefix =
  | "CH"
  | "DF"
  | "DG"
  | "ET"
  | "EV"
  | "EZ"
  | "FC"
  | "FN"
  | "FO"
  | "FT"
  | "FW"
  | "IM"
  | "IS"
  | "KD"
  | "KG"
  | "MB"
  | "ME"
  | "RL"
  | "TC"
  | "UO"
  | "US"
  | "UT"
  | "WA"
  | "WC"
  | "WH"
  | "WK"
  | "WQ"
  | "WR"
  | "WT"
  | "WW";

/** A SID as Twilio makes them: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString("hex");
}

/** Credentials and the SIDs of what there is once; the same seed gives the same. They outlive a reset. */
export function createReady(seed: string): TwilioReady {
  const digits = (what: string) => createHash("sha256").update(`${seed} ${what}`).digest("hex").slice(0, 32);
  return {
    api: "/twilio",
    accountSid: `AC${digits("account")}`,
    apiKey: `SK${digits("key")}`,
    apiSecret: digits("secret"),
    authToken: digits("token"),
    workspaceSid: `WS${digits("workspace")}`,
    chatServiceSid: `IS${digits("chat service")}`,
    flexInstanceSid: `GO${digits("flex instance")}`,
  };
}
