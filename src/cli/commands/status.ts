import { sleep, systemClock } from "../../domain/clock.ts";
import type { Status } from "../../operator/status.ts";
import type { Action, CommandContext, StatusOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";
import { renderStatus } from "../status-text.ts";

const PAUSE_MS = 1000;
/** Of a terminal that does not tell, and of a pipe. */
const USUAL_WIDTH = 80;

/** How the deployment stands; with --watch again and again until it is interrupted. */
export const status: Action<StatusOptions> = async (context, options) => {
  const { signal } = context;
  using operation = await openDeployment(context, options);
  print(context, options, await operation.status());
  while (options.watch && !signal.aborted) {
    await sleep(systemClock, PAUSE_MS, signal).catch(() => undefined);
    if (!signal.aborted) print(context, options, await operation.status());
  }
  return EXIT.done;
};

function print({ terminal }: CommandContext, options: StatusOptions, status: Status): void {
  if (options.json) {
    terminal.json({ version: 1, ...asData(status) });
    return;
  }
  const width = terminal.columns() ?? USUAL_WIDTH;
  const text = renderStatus(status, { style: terminal.dataStyle, width });
  if (options.watch && terminal.columns() !== null) terminal.redraw(text);
  else terminal.data(text);
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
