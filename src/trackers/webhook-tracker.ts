import type { EpochMs } from "../domain/ids.ts";
import type { Tracker, TrackerLine } from "./ports.ts";

/** Posts one signed request. Rejects with "webhook.refused" or a Failure of the network. */
export type SendWebhook = (
  message: { readonly id: string; readonly body: string },
  signal: AbortSignal,
) => Promise<void>;

interface About {
  readonly project: string;
  readonly environment: string;
}

/** Tells any program of cases. It keeps nothing for us: whoever receives a line twice knows it by its id. */
export function createWebhookTracker(send: SendWebhook, about: About): Tracker {
  return {
    async tell(line, signal) {
      await send({ id: line.key, body: JSON.stringify(bodyOf(line, about)) }, signal);
      return { issue: null, commentId: null };
    },
  };
}

/** Described in docs/trackers.md; receivers rely on it. */
function bodyOf({ kind, title, text, by, at, case: found }: TrackerLine, about: About) {
  const { number, status, priority, tags, openedAt } = found;
  return {
    type: `case.${kind}`,
    timestamp: time(at),
    data: {
      ...about,
      case: { number, kind: found.kind, status, priority, tags, title, openedAt: time(openedAt) },
      text,
      by,
    },
  };
}

const time = (at: EpochMs): string => new Date(at).toISOString();
