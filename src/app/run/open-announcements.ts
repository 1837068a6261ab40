import type { Trouble } from "../../alerts/ports.ts";
import type { Watcher } from "../../alerts/watch.ts";
import type { NewsTrouble } from "../../community/announcements/announcements.ts";
import type { NewsSource } from "../../community/announcements/visits.ts";
import type { AnnouncementDesk, AnnouncementStore, Source } from "../../community/ports.ts";
import type { Settings } from "../../config/schema/settings.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import type { Store } from "../../store/store.ts";
import type { DiscordSide } from "./open-discord.ts";
import type { RunOptions } from "./options.ts";

type Entry = Settings["announcements"]["sources"][string];

interface Parts {
  readonly store: Pick<Store, "announcements">;
  readonly discord: Pick<DiscordSide, "announcementChannel">;
  readonly ids: Pick<ProvisionedIds, "channels" | "roles">;
}

/** Reads the sources and posts their news; what staff announces by hand is posted here too. */
export async function openAnnouncements(
  options: RunOptions,
  { store: { announcements: store }, discord, ids }: Parts,
): Promise<AnnouncementDesk & AsyncDisposable> {
  const { config, addresses, clock, log, random, version, xBearerToken } = options;
  const [{ startAnnouncements }, { createDesk }] = await Promise.all([
    import("../../community/announcements/announcements.ts"),
    import("../../community/announcements/desk.ts"),
  ]);
  const { announcements } = config.settings;
  const channelId = ids.channels.get(announcements.channel);
  if (channelId === undefined) {
    const isNeeded = Object.keys(announcements.sources).length > 0;
    if (isNeeded)
      log.error("the channel of announcements was not deployed yet: nothing is announced", {
        channel: announcements.channel,
      });
    return { ...createDesk(store), [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const { createSourceReader } = await import("../../feeds/source-reader.ts");
  const reader = createSourceReader({
    version,
    now: () => clock.now(),
    x:
      xBearerToken === undefined
        ? null
        : { api: addresses.xApi, loopback: addresses.xApi.startsWith("http:"), bearerToken: xBearerToken },
  });
  const sources = await sourcesOf(config.settings);
  const running = startAnnouncements({
    sources,
    store,
    reader,
    channel: discord.announcementChannel,
    channelId,
    roles: ids.roles,
    clock,
    log,
    random,
  });
  return { ...running, [Symbol.asyncDispose]: () => running.stop() };
}

async function sourcesOf({ announcements }: Settings): Promise<readonly NewsSource[]> {
  const { DEFAULT_TEMPLATE } = await import("../../community/announcements/template.ts");
  return Object.entries(announcements.sources).map(([key, entry]) => {
    const { template = DEFAULT_TEMPLATE, everySeconds, role = null, crosspost } = entry;
    const everyMs = (everySeconds ?? announcements.everySeconds) * 1000;
    return { key, source: sourceOf(entry), everyMs, template, role, crosspost };
  });
}

function sourceOf({ feed = "", x, private: isPrivate }: Entry): Source {
  return x === undefined ? { kind: "feed", url: feed, private: isPrivate } : { kind: "x", account: x };
}

/** What of announcements staff is alerted of. */
export async function announcementWatchers(
  { announcements, alerts }: Settings,
  store: AnnouncementStore,
  now: () => EpochMs,
): Promise<readonly Watcher[]> {
  const { failingSources, lateAnnouncements } =
    await import("../../community/announcements/announcements.ts");
  const keys = Object.keys(announcements.sources);
  return [
    {
      kind: "source.failing",
      async look() {
        const found = await failingSources(store, keys, announcements.failingSeconds * 1000, now());
        return troubles("source.failing", found);
      },
    },
    {
      kind: "announcement.late",
      async look() {
        const found = await lateAnnouncements(store, alerts.messageWaitSeconds * 1000, now());
        return troubles("announcement.late", found);
      },
    },
  ];
}

function troubles(kind: Watcher["kind"], found: readonly NewsTrouble[]): readonly Trouble[] {
  return found.map(({ subject, since, count, code }) => ({ kind, subject, since, facts: { count, code } }));
}
