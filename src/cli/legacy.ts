import { legacyNotice } from "../config/legacy.ts";
import type { Config } from "../config/load.ts";
import { Failure } from "../domain/failure.ts";
import type { Terminal } from "./output.ts";

/** Says on stderr that a config rests on what Twilio has ended, and how to move. */
export function warnOfLegacy(terminal: Terminal, config: Config): void {
  const notice = legacyNotice(config);
  if (notice === null) return;
  const { file, line, column } = notice.origin;
  terminal.warn(`${file}:${line}:${column} ${notice.message} ${notice.fix}`);
}

/** "config.invalid" for a transport that can be deployed and that nothing here drives. */
export function requireDriven(config: Config): void {
  const notice = legacyNotice(config);
  if (notice === null) return;
  const { file, line, column } = notice.origin;
  throw new Failure(
    "config.invalid",
    `flexcord deploys this transport and does not run it. ${notice.message}`,
    {
      where: `${file}:${line}:${column}`,
      fix: notice.fix,
    },
  );
}
