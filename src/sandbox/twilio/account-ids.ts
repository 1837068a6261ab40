import { randomBytes } from "node:crypto";

/** What stands at the front of a SID and says what it names. */
export type SidPrefix =
  | "AC"
  | "CH"
  | "EV"
  | "FC"
  | "FN"
  | "FT"
  | "FW"
  | "GO"
  | "IM"
  | "IS"
  | "KD"
  | "KG"
  | "MB"
  | "RL"
  | "SK"
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
  | "WS"
  | "WT"
  | "WW";

/** A SID as Twilio makes them: two letters and 32 hexadecimal digits. */
export function newSid(prefix: SidPrefix): string {
  return prefix + randomBytes(16).toString("hex");
}

/**
 * What a client must know to use the account. It outlives a reset, so that whatever was configured with
 * it stays usable.
 */
export interface TwilioReady {
  readonly api: "/twilio";
  readonly accountSid: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly authToken: string;
  readonly workspaceSid: string;
  readonly chatServiceSid: string;
  readonly flexInstanceSid: string;
}

export function newTwilioReady(): TwilioReady {
  return {
    api: "/twilio",
    accountSid: newSid("AC"),
    apiKey: newSid("SK"),
    apiSecret: randomBytes(16).toString("hex"),
    authToken: randomBytes(16).toString("hex"),
    workspaceSid: newSid("WS"),
    chatServiceSid: newSid("IS"),
    flexInstanceSid: newSid("GO"),
  };
}
