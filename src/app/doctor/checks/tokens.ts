import { checkAuthToken, findFlex } from "../../accounts.ts";
import { type Check, ok } from "../check.ts";

export const discordToken: Check = {
  id: "discord-token",
  title: "Discord token",
  wanted: "a token that Discord accepts",
  async look(patient) {
    const { name, applicationId } = await (await patient.discord()).account();
    return ok(`that of ${name} (application ${applicationId})`);
  },
};

export const twilioKey: Check = {
  id: "twilio-key",
  title: "Twilio key",
  wanted: "a Standard key of an account with Flex",
  async look(patient) {
    const key = {
      accountSid: patient.secret("TWILIO_ACCOUNT_SID"),
      apiKey: patient.secret("TWILIO_API_KEY"),
      apiSecret: patient.secret("TWILIO_API_SECRET"),
    };
    const flex = await findFlex(key, patient);
    return ok(`leads to Flex, workspace ${flex.workspaceName} (${flex.workspaceSid})`);
  },
};

export const twilioAuthToken: Check = {
  id: "twilio-auth-token",
  title: "Twilio auth token",
  wanted: "the token that Twilio signs the account's callbacks with",
  async look(patient) {
    await checkAuthToken(patient.secret("TWILIO_ACCOUNT_SID"), patient.secret("TWILIO_AUTH_TOKEN"), patient);
    return ok("accepted by Twilio");
  },
};
