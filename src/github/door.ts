import type { DoorAnswer, Route } from "../domain/door.ts";
import { asFailure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { Hear } from "../trackers/ports.ts";
import { readPayload, verifySignature } from "./webhook.ts";

/** The path that GitHub calls, below the public URL. */
const GITHUB_PATH = "/github";

export interface GitHubDoorOptions {
  /** What the webhook signs with. */
  readonly secret: string;
  /** Keys of trackers by their repository in lower case; of one there may be several. */
  readonly trackers: ReadonlyMap<string, readonly string[]>;
  readonly hear: Hear;
  readonly log: Log;
}

/** The door for GitHub's webhooks. What is answered 2xx has been recorded, or concerns nobody. */
export function gitHubDoor(options: GitHubDoorOptions): Route {
  const log = options.log.with({ path: GITHUB_PATH });
  return {
    method: "POST",
    path: GITHUB_PATH,
    async handle({ raw, headers }) {
      if (!verifySignature(raw, headers["x-hub-signature-256"], options.secret)) {
        log.warn("a webhook does not prove that GitHub sent it", { code: "webhook.signature" });
        return { status: 403, body: "Forbidden." };
      }
      const read = readPayload(headers["x-github-event"] ?? "", headers["x-github-delivery"] ?? "", raw);
      if ("invalid" in read) {
        log.warn("a webhook makes no sense", { code: "webhook.invalid", reason: read.invalid });
        return { status: 400, body: `Bad request: ${read.invalid}.` };
      }
      if ("ignored" in read) return ignored(log, read.ignored);
      const trackers = options.trackers.get(read.repository.toLowerCase()) ?? [];
      if (trackers.length === 0) return ignored(log, "no tracker has this repository");
      try {
        for (const tracker of trackers) await options.hear(tracker, read.heard);
        return { status: 200 };
      } catch (thrown) {
        const { code, message } = asFailure(thrown);
        log.error("a webhook could not be recorded", { code, reason: message });
        return { status: 503, body: "Try again." };
      }
    },
  };
}

function ignored(log: Log, reason: string): DoorAnswer {
  log.debug("a webhook asks for nothing", { reason });
  return { status: 200 };
}
