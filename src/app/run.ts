import type { Bridge } from "../bridge/bridge.ts";
import { createBridge } from "../bridge/bridge.ts";
import type { Policy } from "../bridge/decide/policy.ts";
import type { Assistant, MemberSide, Transport } from "../bridge/ports.ts";
import type { Config } from "../config/load.ts";
import { type Addresses, requirePublicUrl } from "../config/addresses.ts";
import type { Clock } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";
import type { Log } from "../domain/log.ts";
import type { ProvisionedIds } from "../provision/identity-map.ts";
import type { Store } from "../store/store.ts";
import { asksForHuman } from "../texts/human-request.ts";
import { createTexts, type Texts } from "../texts/texts.ts";
import { studioSecretOf } from "./derived-secrets.ts";

/** The secrets that `run` needs. */
export interface RunSecrets {
  readonly DISCORD_TOKEN: string;
  readonly TWILIO_ACCOUNT_SID: string;
  readonly TWILIO_API_KEY: string;
  readonly TWILIO_API_SECRET: string;
  readonly TWILIO_AUTH_TOKEN: string;
  readonly FLEXCORD_SECRET: string;
}

export interface RunOptions {
  readonly config: Config;
  readonly secrets: RunSecrets;
  readonly addresses: Addresses;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Aborting it ends the daemon cleanly; the gateway session stays resumable. */
  readonly signal: AbortSignal;
  /** Called once everything is up. */
  readonly onReady: (facts: { readonly url: string; readonly botId: string }) => void;
}

/** How long effects that are under way may take once the end was asked for. */
const STOP_GRACE_MS = 5_000;
const SECOND = 1_000;

/**
 * The daemon: opens its rooms in order, closes them in reverse, and resolves when it was asked to end.
 * Rejects with the Failure that made it impossible to go on.
 */
export async function runDaemon(options: RunOptions): Promise<void> {
  const { config, secrets, addresses, clock, log, signal } = options;
  const publicUrl = requirePublicUrl(addresses);
  const ids = await readProvisioned(config, secrets.TWILIO_ACCOUNT_SID);
  const texts = textsByLocale(config);
  await using closing = new AsyncDisposableStack();

  const store = await openStore(options);
  closing.defer(() => store.close());
  const discord = await openDiscord(options);
  const bridge = createBridge({
    ledger: store.ledger,
    memberSide: discord.memberSide,
    transport: await openTransport(options, ids, publicUrl),
    assistant: await openAssistant(config, texts),
    policy: policyOf(config, texts, store.lineage),
    clock,
    log,
    random: options.random,
  });
  closing.defer(() => bridge.stop(STOP_GRACE_MS));

  const http = await openDoors(options, { bridge, store, publicUrl, ready: () => discord.ready() });
  closing.defer(() => http.close());
  const gateway = await discord.connect(bridge, store);
  closing.defer(() => gateway.close());
  await bridge.start();
  options.onReady({ url: http.url, botId: gateway.botId });

  const failure = await gateway.ended;
  if (failure !== null && !signal.aborted) throw failure;
}

async function readProvisioned(config: Config, accountSid: string): Promise<ProvisionedIds> {
  const { identityMapPath, readIdentityMap } = await import("../provision/identity-file.ts");
  const { provisionedIds } = await import("../provision/identity-map.ts");
  const path = identityMapPath(config.paths.directory, config.environment);
  const map = await readIdentityMap(path);
  if (map === null) {
    throw new Failure("state.conflict", `Nothing has been deployed yet: ${path} does not exist.`, {
      fix: "Run `flexcord deploy` first; it writes that file.",
    });
  }
  if (map.accountSid !== accountSid || map.guildId !== config.settings.discord.guild) {
    throw new Failure("state.conflict", `${path} belongs to another Discord server or Twilio account.`, {
      fix: "Check discord.guild in the config and TWILIO_ACCOUNT_SID, or deploy to this pair.",
    });
  }
  return provisionedIds(map);
}

function textsByLocale(config: Config): (locale: string) => Texts {
  const overrides = config.settings.texts;
  const known = new Map<string, Texts>();
  return (locale) => {
    const found = known.get(locale) ?? createTexts({ locale, overrides });
    known.set(locale, found);
    return found;
  };
}

function policyOf({ settings }: Config, texts: (locale: string) => Texts, lineage: string): Policy {
  const { phrases, waitSeconds } = settings.bridge.handoff;
  return {
    texts,
    asksForHuman: (text) => asksForHuman(text, phrases),
    lineage,
    language: settings.language,
    answerGraceMs: settings.assistant.graceSeconds * SECOND,
    taskGraceMs: waitSeconds * SECOND,
  };
}

async function openStore({ config, secrets, clock, log }: RunOptions): Promise<Store> {
  const { openSqlite } = await import("../store/sqlite/open.ts");
  return openSqlite({
    path: config.paths.store,
    secret: secrets.FLEXCORD_SECRET,
    now: () => clock.now(),
    log,
  });
}

async function openDiscord(options: RunOptions): Promise<{
  readonly memberSide: MemberSide;
  ready(): boolean;
  connect(bridge: Bridge, store: Store): Promise<import("../discord/gateway.ts").Gateway>;
}> {
  const { secrets, addresses, clock, log, signal } = options;
  const [{ createRest }, { createInteractions }, { createMemberSide }, { openGateway, memberIntents }] =
    await Promise.all([
      import("../discord/rest.ts"),
      import("../discord/interactions.ts"),
      import("../discord/outbound.ts"),
      import("../discord/gateway.ts"),
    ]);
  const token = secrets.DISCORD_TOKEN;
  const rest = createRest({
    token,
    api: addresses.discordApi,
    userAgentAppendix: `flexcord/${options.version}`,
  });
  const interactions = createInteractions({ rest, clock, log });
  let ready = () => false;
  return {
    memberSide: createMemberSide({ rest, interactions, clock, log }),
    ready: () => ready(),
    async connect(bridge, store) {
      const gateway = await openGateway({
        rest,
        token,
        intents: memberIntents,
        accept: bridge.accept,
        checkpoint: await store.ledger.checkpoint(),
        interactions,
        clock,
        log,
        signal,
      });
      ready = () => gateway.ready();
      return gateway;
    },
  };
}

async function openTransport(
  { secrets, addresses, version, clock, log }: RunOptions,
  ids: ProvisionedIds,
  publicUrl: string,
): Promise<Transport> {
  const { createTwilioClient } = await import("../twilio/client.ts");
  const { createConversationsTransport } = await import("../twilio/transports/conversations.ts");
  const { doorPaths } = await import("../twilio/doors.ts");
  const client = createTwilioClient({
    accountSid: secrets.TWILIO_ACCOUNT_SID,
    apiKey: secrets.TWILIO_API_KEY,
    apiSecret: secrets.TWILIO_API_SECRET,
    version,
    ...(addresses.twilioApi === null ? {} : { api: addresses.twilioApi }),
  });
  return createConversationsTransport({
    client,
    ids,
    callbackUrl: publicUrl + doorPaths.conversations,
    clock,
    log,
  });
}

async function openAssistant(config: Config, texts: (locale: string) => Texts): Promise<Assistant> {
  const { loadKnowledge } = await import("../assistant/load-knowledge.ts");
  const { createArticleAssistant } = await import("../assistant/article-assistant.ts");
  const { maxArticles, minScore } = config.settings.assistant;
  return createArticleAssistant(await loadKnowledge(config.paths.knowledge), {
    maxArticles,
    minScore,
    texts,
  });
}

async function openDoors(
  { config, secrets, clock, log, signal }: RunOptions,
  parts: {
    readonly bridge: Bridge;
    readonly store: Store;
    readonly publicUrl: string;
    readonly ready: () => boolean;
  },
): Promise<import("../http/server.ts").HttpServer> {
  const { openHttp } = await import("../http/server.ts");
  const { twilioDoors } = await import("../twilio/doors.ts");
  const { host, port } = config.settings.bridge.listen;
  const { ledger } = parts.store;
  const routes = twilioDoors({
    accept: parts.bridge.accept,
    authTokens: [secrets.TWILIO_AUTH_TOKEN],
    publicUrl: parts.publicUrl,
    studioSecret: studioSecretOf(secrets.FLEXCORD_SECRET),
    async routeOf(id) {
      // The line that asked for a human arrived while the flow was busy with this one: it started none.
      const conversation = await ledger.conversationOf(id);
      const slept =
        conversation?.answering === "waiting" && conversation.requestPosted && conversation.taskId === null;
      return slept ? "agent" : "assistant";
    },
    clock,
    log,
  });
  return openHttp({
    host,
    port,
    log,
    routes,
    readiness: async () => ({ ready: parts.ready(), facts: { gateway: parts.ready() } }),
    signal: new AbortController().signal,
  });
}
