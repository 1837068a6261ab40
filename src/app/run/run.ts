import { createBridge } from "../../bridge/bridge.ts";
import type { Policy } from "../../bridge/decide/policy.ts";
import type { Sides } from "../../bridge/carry-out/context.ts";
import type { MemberSide, Transport } from "../../bridge/ports.ts";
import type { AnnouncementDesk } from "../../community/ports.ts";
import { businessHoursOf } from "../../config/business-hours.ts";
import type { Config } from "../../config/config.ts";
import type { Support } from "../../config/schema/support.ts";
import { requirePublicUrl } from "../../config/addresses.ts";
import { opennessAt } from "../../domain/business-hours.ts";
import type { Route } from "../../domain/door.ts";
import type { Store } from "../../store/store.ts";
import { asksForHuman } from "../../texts/human-request.ts";
import { caseRulesOf, fileCapsOf } from "../rules/cases.ts";
import { communityRulesOf } from "../rules/community.ts";
import { keepCases } from "./keep-cases.ts";
import { fileLinkKeyOf } from "../derived-secrets.ts";
import { fileRules } from "../rules/files.ts";
import { gateRulesOf } from "../rules/gates.ts";
import { note } from "./note.ts";
import { openAlerts } from "./open-alerts.ts";
import { openAnnouncements } from "./open-announcements.ts";
import { openAssistant } from "./open-assistant.ts";
import { openCaseUrl, openDesk } from "./open-desk.ts";
import { type DiscordSide, openDiscord } from "./open-discord.ts";
import { openOperator } from "./open-operator.ts";
import { openTrackers } from "./open-trackers.ts";
import { openDoors, openTransport } from "./open-twilio.ts";
import { overheard } from "./overheard.ts";
import { textsByLocale } from "./texts-by-locale.ts";
import { readProvisioned } from "../state/provisioned.ts";
import { startUpkeep } from "./upkeep.ts";
import type { RunOptions } from "./options.ts";

/** How long effects that are under way may take once the end was asked for. */
const STOP_GRACE_MS = 5_000;
const SECOND = 1_000;
const HOUR = 3_600_000;
/** How often the flow's time may pass without a task until the member hears of it, and until they stop waiting. */
const GRACES_TILL_DELAYED = 4;
const GRACES_TILL_GIVEN_UP = 60;
const VENDORS = { member: "discord", agent: "twilio" } as const;

/**
 * The daemon: opens its rooms in order, closes them in reverse, and resolves when it was asked to end.
 * Rejects with the Failure that made it impossible to go on.
 */
export async function runDaemon(options: RunOptions): Promise<void> {
  const { config, addresses, clock, log, signal } = options;
  const publicUrl = requirePublicUrl(addresses);
  const ids = await readProvisioned(options);
  const texts = textsByLocale(config.settings);
  await using closing = new AsyncDisposableStack();

  const store = await keepStore(options, closing);
  const community = communityRulesOf(config.settings, { ids, texts: texts(config.settings.language), log });
  const discord = await openDiscord(options, ids, texts, community);
  const alerts = closing.use(
    await openAlerts(options, {
      store,
      memberSide: discord.memberSide,
      channels: ids.channels,
      // Leaving is no outage.
      gateway: () => discord.ready() || signal.aborted,
      texts: texts(config.settings.language),
    }),
  );
  const transport = await openTransport(options, ids, publicUrl);
  const links = await openFileLinks(options, publicUrl);
  const announcements = closing.use(await openAnnouncements(options, { store, discord, ids }));
  const caseUrl = await openCaseUrl(options, publicUrl);
  const bridge = createBridge({
    ledger: overheard(store.ledger, alerts.storeFailed),
    ...communitySides(options, { discord, store, announcements }),
    memberSide: discord.memberSide,
    transport,
    assistant: await openAssistant(options, texts),
    policy: policyOf(config, {
      texts,
      community,
      lineage: store.lineages.current,
      offersThreads: discord.offersThreads,
      linkTo: links.linkTo,
      caseUrl,
    }),
    lineageOf: (effectId) => store.lineages.of(effectId),
    clock,
    log,
    random: options.random,
    tellDelaysAfterMs: config.settings.bridge.delays.tellAfterSeconds * SECOND,
    tokenHeard: (side, accepted) => side !== "assistant" && alerts.tokenHeard(VENDORS[side], accepted),
  });
  closing.defer(() => bridge.stop(STOP_GRACE_MS));

  const ready = () => discord.ready();
  closing.use(await openOperator(options, { bridge, announcements, store, gateway: ready }));
  const trackers = closing.use(await openTrackers(options, { bridge, store, texts }));
  const desk = closing.use(await openDesk(options, { bridge, store, ids, publicUrl }));
  const routes = [fileRoute(links, discord.memberSide, transport), ...trackers.routes, ...desk.routes];
  const http = await openDoors(options, { bridge, store, publicUrl, ready, routes });
  closing.defer(() => http.close());
  const gateway = await discord.connect(bridge, store, (accepted) => alerts.tokenHeard("discord", accepted));
  closing.defer(() => gateway.close());
  await bridge.start();
  closing.defer(keepCases(options, store, bridge));
  options.onReady({ url: http.url, botId: gateway.botId });

  const failure = await gateway.ended;
  if (failure !== null && !signal.aborted) throw failure;
}

async function openFileLinks({ secrets, clock, log }: RunOptions, publicUrl: string) {
  const { createFileLinks } = await import("../../http/file-links.ts");
  const key = fileLinkKeyOf(secrets.FLEXCORD_SECRET);
  return createFileLinks({ key, publicUrl, now: () => clock.now(), log });
}

function fileRoute(
  links: Awaited<ReturnType<typeof openFileLinks>>,
  memberSide: MemberSide,
  transport: Transport,
): Route {
  return links.route((file, signal) =>
    file.from === "member" ? memberSide.openFile(file, signal) : transport.openFile(file, signal),
  );
}

/** Where everybody is: what is posted there, kept of it, and announced by moderators. */
function communitySides(
  { clock }: RunOptions,
  parts: {
    readonly discord: DiscordSide;
    readonly store: Store;
    readonly announcements: AnnouncementDesk;
  },
): Pick<Sides, "community" | "reportFiles" | "announcer"> {
  const { discord, store, announcements } = parts;
  return {
    community: discord.community,
    reportFiles: store.reportFiles,
    announcer: {
      async announce(text, key) {
        await announcements.announce({ text, key, role: null, crosspost: true, dueAt: clock.now() });
      },
    },
  };
}

function policyOf(
  { settings }: Config,
  given: Pick<Policy, "texts" | "community" | "lineage" | "offersThreads" | "linkTo" | "caseUrl">,
): Policy {
  const { phrases, waitSeconds } = settings.bridge.handoff;
  return {
    ...given,
    cases: caseRulesOf(settings),
    gates: gateRulesOf(settings),
    asksForHuman: (text) => asksForHuman(text, phrases),
    language: settings.language,
    files: fileRules,
    answerGraceMs: settings.assistant.graceSeconds * SECOND,
    taskGraceMs: waitSeconds * SECOND,
    taskDelayedMs: GRACES_TILL_DELAYED * waitSeconds * SECOND,
    taskGivenUpMs: GRACES_TILL_GIVEN_UP * waitSeconds * SECOND,
    ...afterHandoff(settings.support),
  };
}

function afterHandoff(
  support: Support,
): Pick<Policy, "reopenMs" | "notePrefix" | "announceGuests" | "hours"> {
  const hours = businessHoursOf(support);
  return {
    reopenMs: support.reopenHours * HOUR,
    notePrefix: support.notePrefix,
    announceGuests: support.announceSupervisors,
    hours: (now) => (hours === null ? { open: true, closesAt: null } : opennessAt(hours, now)),
  };
}

/** The ledger, with what looks after it, until `closing` ends them. */
async function keepStore(options: RunOptions, closing: AsyncDisposableStack): Promise<Store> {
  const { config, version, clock, log } = options;
  const store = await openStore(options);
  closing.defer(() => store.close());
  await store.journal.note("daemon.started", `version ${version}`);
  closing.defer(() => note(store, log, "daemon.stopped", null));
  const { retentionDays } = config.settings.bridge.store;
  closing.defer(startUpkeep({ upkeep: store.upkeep, retentionDays, clock, log }));
  return store;
}

async function openStore({ config, secrets, oldSecrets, clock, log }: RunOptions): Promise<Store> {
  const { openSqlite } = await import("../../store/sqlite/open.ts");
  return openSqlite({
    path: config.paths.store,
    secret: secrets.FLEXCORD_SECRET,
    oldSecrets: oldSecrets ?? [],
    now: () => clock.now(),
    log,
    fileCaps: fileCapsOf(config.settings),
  });
}
