import { checkAuthToken, findFlex, type TwilioKey } from "../../app/accounts.ts";
import { requireShape, secret, untilRight, type Interview } from "./interview.ts";

export interface TwilioAnswers extends TwilioKey {
  readonly authToken: string;
}

/** The account, a key of it, and what it signs with; each checked as it is given. */
export async function askForTwilio(interview: Interview): Promise<TwilioAnswers> {
  const { terminal } = interview.context;
  let accountSid = await untilRight(
    interview,
    (first) => secret(interview, "TWILIO_ACCOUNT_SID", !first),
    (sid) => shaped("TWILIO_ACCOUNT_SID", sid),
  );
  // Twilio tells of a wrong key and of a wrong secret alike, so the two are given and checked together.
  const { key, flex } = await untilRight(
    interview,
    // Nor does it tell of a wrong account: one that was mistyped is put right here.
    async (first) => {
      if (!first) accountSid = await secret(interview, "TWILIO_ACCOUNT_SID", true, accountSid);
      const apiKey = await secret(interview, "TWILIO_API_KEY", !first);
      return { accountSid, apiKey, apiSecret: await secret(interview, "TWILIO_API_SECRET", !first) };
    },
    async (key) => {
      requireShape("TWILIO_ACCOUNT_SID", key.accountSid);
      requireShape("TWILIO_API_KEY", key.apiKey);
      requireShape("TWILIO_API_SECRET", key.apiSecret);
      return { key, flex: await findFlex(key, interview.reach) };
    },
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

function shaped(name: "TWILIO_ACCOUNT_SID", value: string): Promise<string> {
  return Promise.resolve().then(() => {
    requireShape(name, value);
    return value;
  });
}
