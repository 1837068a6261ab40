import type { Operation } from "../../app/operate/operate.ts";
import { sleep, systemClock } from "../../domain/clock.ts";
import type { Status } from "../../operator/status.ts";
import type { Action, CommandContext, StatusOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";
import type { Terminal } from "../terminal/output.ts";
import { renderStatus } from "../format/status.ts";

const PAUSE_MS = 1000;
/** Of a terminal that does not tell, and of a pipe. */
const USUAL_WIDTH = 80;

/** How the deployment stands; with --watch again and again until it is interrupted. */
export const status: Action<StatusOptions> = async (context, options) => {
  const { signal } = context;
  using operation = await openDeployment(context, options);
  if (options.watch && !options.json && context.terminal.columns() !== null) {
    await watch(context, operation);
    return EXIT.done;
  }
  print(context, options, await operation.status());
  for (let next = options.watch; next;) {
    const status = await nextStatus(operation, signal);
    next = status !== null;
    if (status !== null) print(context, options, status);
  }
  return EXIT.done;
};

/** On a screen of its own; what it showed last stays when it is gone. */
async function watch({ terminal, signal }: CommandContext, operation: Operation): Promise<void> {
  let latest = await operation.status();
  {
    using screen = terminal.screen(signal);
    while (!signal.aborted) {
      screen.draw(textOf(terminal, latest));
      latest = (await nextStatus(operation, signal)) ?? latest;
    }
  }
  terminal.data(textOf(terminal, latest));
}

/** After a pause; null once it was interrupted, be it in the middle of the question. */
async function nextStatus(operation: Operation, signal: AbortSignal): Promise<Status | null> {
  try {
    await sleep(systemClock, PAUSE_MS, signal);
    return await operation.status();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return null;
  }
}

function print({ terminal }: CommandContext, options: StatusOptions, status: Status): void {
  if (options.json) terminal.json({ version: 1, ...asData(status) });
  else terminal.data(textOf(terminal, status));
}

function textOf(terminal: Terminal, status: Status): string {
  return renderStatus(status, { style: terminal.dataStyle, width: terminal.columns() ?? USUAL_WIDTH });
}

function asData({ daemon, at, spanMs, figures }: Status): object {
  return {
    at: time(at),
    daemon: daemon === null ? null : { ...daemon, startedAt: time(daemon.startedAt) },
    spanMs,
    ...figures,
    oldestWaiting: figures.oldestWaiting === null ? null : time(figures.oldestWaiting),
    raid: figures.raid === null ? null : { since: time(figures.raid.since), until: time(figures.raid.until) },
    alerts: figures.alerts.map((alert) => ({ ...alert, since: time(alert.since) })),
    notes: figures.notes.map((note) => ({ ...note, at: time(note.at) })),
  };
}

const time = (ms: number): string => new Date(ms).toISOString();
