import { followLog, patientSource } from "../../app/operate/operate.ts";
import { systemClock } from "../../domain/clock.ts";
import type { Line } from "../../operator/lines.ts";
import type { LogQuery } from "../../operator/log.ts";
import type { Action, LogsOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { lineAsData, renderLine } from "../format/log.ts";
import { openDeployment } from "../operate-options.ts";

/** How often the ledger is looked at for news: beside us, and over a network. */
const PAUSE_MS = 200;
const REMOTE_PAUSE_MS = 1000;

/** The merged view of the ledger; see docs/commands/logs.md. */
export const logs: Action<LogsOptions> = async (context, options) => {
  const { terminal, signal } = context;
  using operation = await openDeployment(context, options);
  const print = (line: Line) => {
    if (options.json) terminal.json(lineAsData(line, options.showText));
    else terminal.data(renderLine(line, { style: terminal.dataStyle, showText: options.showText }));
  };
  const query = queryOf(options);
  const page = await operation.tail(query, options.lines);
  for (const line of page.lines) print(line);
  if (page.endedAt !== null) {
    const to = new Date(page.endedAt).toISOString();
    terminal.say(`Only the newest entries were looked through, back to ${to}; --until ${to} looks further.`);
  }
  if (!options.follow) {
    if (page.lines.length === 0) terminal.say("Nothing in the ledger matches.");
    return EXIT.done;
  }
  const pauseMs = options.remote === undefined ? PAUSE_MS : REMOTE_PAUSE_MS;
  const following = { clock: systemClock, pauseMs, signal };
  const source = patientSource(operation, {
    ...following,
    onAway: ({ message }) => terminal.say(`${message} It is asked until it answers.`),
    onBack: () => terminal.say("The daemon answers again."),
  });
  try {
    for await (const line of followLog(source, query, page, following)) print(line);
  } catch (thrown) {
    // Interrupted in the middle of a question, as most often it is between two.
    if (!signal.aborted) throw thrown;
  }
  return EXIT.done;
};

function queryOf({ operands, since, until, state, side, grep }: LogsOptions): LogQuery {
  return {
    target: operands[0] ?? null,
    since: since ?? null,
    until: until ?? null,
    state: state ?? null,
    side: side ?? null,
    grep: grep ?? null,
  };
}
