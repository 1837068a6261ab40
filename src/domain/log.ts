/** Plain facts beside a log line. Text of members and secrets never belong here. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Where a running part says what it does. A static sentence first, what varies in the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** The same log with fields added to every line. */
  with(fields: LogFields): Log;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

const RANK: Readonly<Record<LogLevel, number>> = { debug: 10, info: 20, warn: 30, error: 40 };

/** A log that writes one JSON object a line through `write`. */
export function jsonLog(
  write: (line: string) => void,
  options: { readonly level: LogLevel; readonly now: () => number },
  fields: LogFields = {},
): Log {
  const at = (level: LogLevel) => (message: string, extra?: LogFields) => {
    if (RANK[level] < RANK[options.level]) return;
    const time = new Date(options.now()).toISOString();
    write(`${JSON.stringify({ time, level, message, ...fields, ...extra })}\n`);
  };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    with: (more) => jsonLog(write, options, { ...fields, ...more }),
  };
}

/** A log that says nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  with: () => silentLog,
};
