import type { Account } from "../account.ts";
import type { Call, HostRoutes } from "../wire/routes.ts";
import type { Origin } from "./model.ts";
import type { ConversationShow } from "./show.ts";

/** One level at which conversations are served: the account's own, or below the chat service. */
export interface Level {
  readonly routes: HostRoutes;
  /** `/v1` or `/v1/Services/:ChatServiceSid`. */
  readonly base: string;
  /** The account, once the path's service is known to be its own. */
  readonly account: (call: Call) => Account;
  readonly show: (call: Call) => ConversationShow;
}

/** Webhooks fire for a REST write only when the request says so. */
export function originOf(call: Call): Origin {
  return { source: "API", announced: call.header("X-Twilio-Webhook-Enabled") === "true" };
}
