import type { Origin } from "../domain/blueprint.ts";
import type { Config } from "./config.ts";

/** What is to be said of a config that rests on what Twilio has ended. */
export interface LegacyNotice {
  readonly origin: Origin;
  readonly message: string;
  /** How to move. */
  readonly fix: string;
}

/** Null for a config that uses nothing of the kind. */
export function legacyNotice(config: Config): LegacyNotice | null {
  if (config.settings.transport !== "programmable-chat") return null;
  return {
    origin: config.origin(["transport"]),
    message:
      "transport: programmable-chat is legacy: Twilio ended Programmable Chat for Flex on 1 June 2026, and accounts may lose it any day.",
    fix: "To move, run `flexcord migrate`, or set `transport: conversations` and deploy: the new parts are made beside the old ones, which stay until a deploy with --prune (docs/legacy.md).",
  };
}
