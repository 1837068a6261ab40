import type { Bridge } from "../../bridge/bridge.ts";
import type { Route } from "../../domain/door.ts";
import { Failure } from "../../domain/failure.ts";
import type { Store } from "../../store/store.ts";
import type { Texts } from "../../texts/texts.ts";
import type { Mirror } from "../../trackers/outbox.ts";
import type { Hear } from "../../trackers/ports.ts";
import { caseRulesOf } from "../rules/cases.ts";
import type { RunOptions } from "./options.ts";
import { trackerName, type TrackerSettings } from "./tracker-name.ts";

export interface TrackerWiring extends AsyncDisposable {
  /** What trackers call. */
  readonly routes: readonly Route[];
}

interface Parts {
  readonly bridge: Bridge;
  readonly store: Store;
  readonly texts: (locale: string) => Texts;
}

/** Mirrors cases to the trackers of the config, and hears what is done there. */
export async function openTrackers(options: RunOptions, parts: Parts): Promise<TrackerWiring> {
  const { config, clock, log } = options;
  const entries = Object.entries(config.settings.cases.trackers);
  if (entries.length === 0) return { routes: [], [Symbol.asyncDispose]: () => Promise.resolve() };
  const { startTrackers } = await import("../../trackers/trackers.ts");
  const texts = parts.texts(config.settings.language);
  const mirrors = await Promise.all(entries.map((entry) => mirrorOf(options, texts, entry)));
  const running = startTrackers(mirrors, {
    store: parts.store.trackers,
    rules: caseRulesOf(config.settings),
    clock,
    log,
    onNews: (members) => parts.bridge.decideFor(members),
  });
  return {
    routes: await routesOf(options, entries, running.hear),
    [Symbol.asyncDispose]: () => running.stop(),
  };
}

type Entry = readonly [key: string, settings: TrackerSettings];

async function mirrorOf(options: RunOptions, texts: Texts, [key, settings]: Entry): Promise<Mirror> {
  const { kinds, names } = settings;
  const sides = await sidesOf(options, settings);
  return { key: trackerName(key, settings), ...sides, kinds, wording: { texts, names } };
}

async function sidesOf(
  options: RunOptions,
  { github, webhook = "" }: TrackerSettings,
): Promise<Pick<Mirror, "tracker" | "news">> {
  const { config, clock, version } = options;
  if (github === undefined) {
    const [{ createWebhookTracker }, { sendWebhook }] = await Promise.all([
      import("../../trackers/webhook-tracker.ts"),
      import("../../http/send-webhook.ts"),
    ]);
    const hook = { url: webhook, secret: secretOf(options, "FLEXCORD_TRACKER_SECRET") };
    const { settings, environment } = config;
    const tracker = createWebhookTracker(
      (message, signal) => sendWebhook(hook, { ...message, now: clock.now(), signal }),
      { project: settings.project, environment },
    );
    return { tracker, news: null };
  }
  const [{ createGitHubClient }, { createGitHubTracker }, { createGitHubNews }] = await Promise.all([
    import("../../github/client.ts"),
    import("../../github/tracker.ts"),
    import("../../github/news.ts"),
  ]);
  const api = github.api.replace(/\/+$/u, "");
  const client = createGitHubClient({ api, token: secretOf(options, "GITHUB_TOKEN"), version });
  return {
    tracker: createGitHubTracker({ ...github, client, clock }),
    news: createGitHubNews({ ...github, client }),
  };
}

async function routesOf(
  options: RunOptions,
  entries: readonly Entry[],
  hear: Hear,
): Promise<readonly Route[]> {
  const trackers = new Map<string, string[]>();
  for (const [key, settings] of entries) {
    const repository = settings.github?.repository.toLowerCase();
    if (repository === undefined) continue;
    trackers.set(repository, [...(trackers.get(repository) ?? []), trackerName(key, settings)]);
  }
  if (trackers.size === 0) return [];
  const { gitHubDoor } = await import("../../github/door.ts");
  return [
    gitHubDoor({ secret: secretOf(options, "GITHUB_WEBHOOK_SECRET"), trackers, hear, log: options.log }),
  ];
}

function secretOf(
  { trackerSecrets }: RunOptions,
  name: keyof NonNullable<RunOptions["trackerSecrets"]>,
): string {
  const secret = trackerSecrets?.[name];
  if (secret !== undefined) return secret;
  throw new Failure("config.secret-missing", `${name} is not set, and a tracker of cases needs it.`, {
    fix: "Set it, or take the tracker out of the config: docs/trackers.md tells more.",
  });
}
