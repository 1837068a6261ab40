import { legacyNotice } from "../config/legacy.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../domain/log.ts";
import type { Terminal } from "./terminal/output.ts";

/** Says on stderr that a config rests on what Twilio has ended, and how to move. */
export function warnOfLegacy(terminal: Terminal, config: Config): void {
  const notice = legacyNotice(config);
  if (notice === null) return;
  const { file, line, column } = notice.origin;
  terminal.warn(`${file}:${line}:${column} ${notice.message} ${notice.fix}`);
}

/** The same in a daemon's log. */
export function logLegacy(log: Log, config: Config): void {
  const notice = legacyNotice(config);
  if (notice !== null) log.warn(notice.message, { fix: notice.fix });
}
