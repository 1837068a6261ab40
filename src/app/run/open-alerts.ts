import { randomUUID } from "node:crypto";
import { openAlerts as createAlerts } from "../../alerts/alerts.ts";
import type { AlertDesk, AlertNews, Outlet } from "../../alerts/ports.ts";
import { startWatchers } from "../../alerts/watch.ts";
import { caseWatcher, gatewayWatcher, ledgerWatchers, storeWatcher } from "../../alerts/watchers.ts";
import type { MemberSide } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { PlaceId } from "../../domain/ids.ts";
import { brokenPromises } from "../../cases/sla.ts";
import type { Store } from "../../store/store.ts";
import type { Texts } from "../../texts/texts.ts";
import { announcementWatchers } from "./open-announcements.ts";
import type { RunOptions } from "./options.ts";
import { trackerWatcher } from "./tracker-watcher.ts";

export interface AlertWiring extends AsyncDisposable {
  /** Where other rooms raise alerts. */
  readonly desk: AlertDesk;
  /** A call of the store failed. */
  readonly storeFailed: (failure: Failure) => void;
  /** A vendor takes our token, or refuses it. */
  tokenHeard(vendor: "discord" | "twilio", accepted: boolean): void;
}

/** The oldest of these are told first; who has more of them has more to do than to read. */
const MOST_LATE_CASES = 20;

interface Parts {
  readonly store: Store;
  readonly memberSide: MemberSide;
  /** Discord's channels by key. */
  readonly channels: ReadonlyMap<string, string>;
  readonly gateway: () => boolean;
  readonly texts: Texts;
}

/** Tells staff what is wrong. Nothing here ever stops the bridge: what cannot be told is tried again, and logged. */
export async function openAlerts(options: RunOptions, parts: Parts): Promise<AlertWiring> {
  const { config, clock, log } = options;
  const { store, gateway, texts } = parts;
  const { memberWaitSeconds, messageWaitSeconds, gatewayDownSeconds } = config.settings.alerts;
  const stopping = new AbortController();
  const alerts = await createAlerts({
    texts,
    clock,
    log,
    store: store.alerts,
    outlets: await openOutlets(options, parts),
    newId: randomUUID,
    signal: stopping.signal,
  });
  const thresholds = {
    memberWaitMs: memberWaitSeconds * 1000,
    messageWaitMs: messageWaitSeconds * 1000,
    gatewayDownMs: gatewayDownSeconds * 1000,
  };
  const ofStore = storeWatcher(() => store.alerts.probe(), clock);
  const stop = startWatchers({
    watchers: [
      ...ledgerWatchers(store.troubles, thresholds, clock),
      gatewayWatcher(gateway, thresholds, clock),
      caseWatcher(() => brokenPromises(store.caseReader.late(MOST_LATE_CASES))),
      ofStore,
      trackerWatcher(config.settings, store.trackers, () => clock.now()),
      ...(await announcementWatchers(config.settings, store.announcements, () => clock.now())),
    ],
    alerts,
    clock,
    log,
    failed: ofStore.failed,
  });
  return {
    desk: alerts,
    storeFailed: ofStore.failed,
    tokenHeard(vendor, accepted) {
      if (accepted) alerts.over("token.refused", vendor);
      else alerts.raise({ kind: "token.refused", subject: vendor, since: clock.now(), facts: {} });
    },
    async [Symbol.asyncDispose]() {
      await stop();
      stopping.abort(new Error("the daemon stops"));
      await alerts.idle();
    },
  };
}

async function openOutlets(options: RunOptions, parts: Parts): Promise<readonly Outlet[]> {
  const { channel, webhook } = options.config.settings.alerts;
  const staff = channel === undefined ? null : await openChannel(options, parts, channel);
  const outlets = [staff, webhook === undefined ? null : await openWebhook(options, webhook)];
  return outlets.filter((outlet) => outlet !== null);
}

/** Null when the channel was not deployed yet: the bridge does not wait for that. */
async function openChannel(
  { log }: RunOptions,
  { memberSide, channels }: Parts,
  key: string,
): Promise<Outlet | null> {
  const placeId = channels.get(key);
  if (placeId === undefined) {
    log.error("the channel of alerts was not deployed yet: staff is not told there", { channel: key });
    return null;
  }
  const { alertPost } = await import("../../discord/channels/alert-post.ts");
  return {
    name: "channel",
    async tell(news, signal) {
      const { id, stage, inDoubt, at } = news;
      await memberSide.say(
        {
          placeId: placeId as PlaceId,
          key: `alert.${id}.${stage}`,
          text: alertPost(news),
          buttons: [],
          inDoubt,
          decidedAt: at,
        },
        signal,
      );
    },
  };
}

async function openWebhook({ config, alertSecret, clock }: RunOptions, url: string): Promise<Outlet> {
  if (alertSecret === undefined) {
    throw new Failure("config.secret-missing", "FLEXCORD_ALERT_SECRET is not set, and alerts.webhook is.", {
      fix: "Set it to `echo whsec_$(openssl rand -base64 32)`, or take alerts.webhook out of the config.",
    });
  }
  const { sendWebhook } = await import("../../http/send-webhook.ts");
  const { settings, environment } = config;
  return {
    name: "webhook",
    tell: (news, signal) =>
      sendWebhook(
        { url, secret: alertSecret },
        {
          id: `${news.id}.${news.stage}`,
          body: JSON.stringify(bodyOf(news, settings.project, environment)),
          now: clock.now(),
          signal,
        },
      ),
  };
}

/** Described in docs/alerts.md; receivers rely on it. */
function bodyOf(
  { id, stage, kind, subject, since, overAt, at, facts, sentence }: AlertNews,
  project: string,
  environment: string,
) {
  return {
    type: `alert.${stage}`,
    timestamp: time(at),
    data: {
      id,
      project,
      environment,
      kind,
      subject,
      since: time(since),
      over: overAt === null ? null : time(overAt),
      sentence,
      facts,
    },
  };
}

const time = (ms: number): string => new Date(ms).toISOString();
