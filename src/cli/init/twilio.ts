import { checkAuthToken, findFlex, type TwilioKey } from "../../app/accounts.ts";
import type { SecretName } from "../../config/secrets.ts";
import { requireShape, secret, untilRight, type Interview } from "./interview.ts";

export interface TwilioAnswers extends TwilioKey {
  readonly authToken: string;
}

/** The account, a key of it, and what it signs with; each checked as it is given. */
export async function askForTwilio(interview: Interview): Promise<TwilioAnswers> {
  const { terminal } = interview.context;
  let accountSid = await shapedSecret(interview, "TWILIO_ACCOUNT_SID", false);
  // Twilio tells of a wrong key and of a wrong secret alike, so the two are given and checked together.
  const { key, flex } = await untilRight(
    interview,
    // Nor does it tell of a wrong account: one that was mistyped is put right here.
    async (first) => {
      if (!first) accountSid = await shapedSecret(interview, "TWILIO_ACCOUNT_SID", true, accountSid);
      const apiKey = await shapedSecret(interview, "TWILIO_API_KEY", !first);
      return { accountSid, apiKey, apiSecret: await shapedSecret(interview, "TWILIO_API_SECRET", !first) };
    },
    async (key) => ({ key, flex: await findFlex(key, interview.reach) }),
  );
  const tick = terminal.style.green("✔");
  terminal.say(`${tick} Flex was found: workspace ${flex.workspaceName} (${flex.workspaceSid}).`);
  const authToken = await untilRight(
    interview,
    (first) => secret(interview, "TWILIO_AUTH_TOKEN", !first),
    async (token) => {
      requireShape("TWILIO_AUTH_TOKEN", token);
      await checkAuthToken(key.accountSid, token, interview.reach);
      return token;
    },
  );
  terminal.say(`${tick} The auth token is right.`);
  return { ...key, authToken };
}

/** Asked for again by itself while it cannot be right, whatever Twilio would say of it. */
function shapedSecret(
  interview: Interview,
  name: SecretName,
  again: boolean,
  preset?: string,
): Promise<string> {
  return untilRight(
    interview,
    (first) => secret(interview, name, again || !first, preset),
    async (value) => {
      requireShape(name, value);
      return value;
    },
  );
}
