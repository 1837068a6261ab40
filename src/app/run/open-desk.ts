import type { Bridge } from "../../bridge/bridge.ts";
import { type CaseUrl, caseUrlBy } from "../../bridge/case-url.ts";
import type { Actor } from "../../domain/case.ts";
import type { Route } from "../../domain/door.ts";
import type { DeskActions, DeskReader, DeskSignIn } from "../../desk/ports.ts";
import type { HttpServer } from "../../http/server.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import type { Store } from "../../store/store.ts";
import { caseRulesOf } from "../rules/cases.ts";
import { deskKeyOf } from "../derived-secrets.ts";
import type { RunOptions } from "./options.ts";

/** Where agents read cases: in a system of the company's own when the config names one, else at the desk. */
export async function openCaseUrl({ config, secrets }: RunOptions, publicUrl: string): Promise<CaseUrl> {
  const { support, bridge } = config.settings;
  if (support.caseUrl !== undefined) return caseUrlBy(support.caseUrl);
  if (!bridge.desk.enabled) return () => null;
  const { createDeskLinks } = await import("../../desk/links.ts");
  return createDeskLinks({
    key: deskKeyOf(secrets.FLEXCORD_SECRET),
    publicUrl: bridge.desk.url ?? publicUrl,
  });
}

/** The desk's doors, and what has to be closed with them. */
export interface OpenedDesk extends AsyncDisposable {
  /** For the listener of the webhooks; none when the desk has one of its own. */
  readonly routes: readonly Route[];
}

export async function openDesk(
  options: RunOptions,
  parts: {
    readonly bridge: Bridge;
    readonly store: Store;
    readonly ids: ProvisionedIds;
    readonly publicUrl: string;
  },
): Promise<OpenedDesk> {
  const { config, secrets, clock, log, signal } = options;
  const { desk } = config.settings.bridge;
  await using closing = new AsyncDisposableStack();
  const opened = (routes: readonly Route[]): OpenedDesk => {
    const kept = closing.move();
    return { routes, [Symbol.asyncDispose]: () => kept.disposeAsync() };
  };
  if (!desk.enabled) return opened([]);
  const [{ createDesk }, { loadAssets }, { openReader }] = await Promise.all([
    import("../../desk/desk.ts"),
    import("../../desk/assets.ts"),
    import("../../store/sqlite/reader/open.ts"),
  ]);
  const reader = openReader({
    path: config.paths.store,
    secret: secrets.FLEXCORD_SECRET,
    oldSecrets: options.oldSecrets ?? [],
  });
  closing.defer(() => reader.close());
  const routes = createDesk({
    reader: reader.desk,
    actions: await actionsOf(options, parts, reader.desk),
    files: parts.store.caseFiles,
    staff: await staffOf(options, parts.ids),
    key: deskKeyOf(secrets.FLEXCORD_SECRET),
    publicUrl: desk.url ?? parts.publicUrl,
    frameAncestors: desk.frameAncestors,
    assets: loadAssets(),
    now: () => clock.now(),
    log,
    signal,
  });
  if (desk.listen === undefined) return opened(routes);
  const http = await listen(options, routes, desk.listen);
  closing.defer(() => http.close());
  return opened([]);
}

async function listen(
  { log, signal }: RunOptions,
  routes: readonly Route[],
  at: { readonly host: string; readonly port: number },
): Promise<HttpServer> {
  const { openHttp } = await import("../../http/server.ts");
  const http = await openHttp({ ...at, log, routes, readiness: async () => ({ ready: true }), signal });
  log.info("the desk is open", { url: http.url });
  return http;
}

/** What is done at the desk goes the ways of the operator, in the name of whoever sits there. */
async function actionsOf(
  { config, clock, log }: RunOptions,
  { bridge, store }: { readonly bridge: Bridge; readonly store: Store },
  reader: DeskReader,
): Promise<DeskActions> {
  const [{ changeInTurn }, { nextStatuses }] = await Promise.all([
    import("../../operator/cases.ts"),
    import("../../cases/status.ts"),
  ]);
  const rules = caseRulesOf(config.settings);
  const changeCase: DeskActions["changeCase"] = async (number, wanted, who) => {
    const actor: Actor = { by: "staff", id: who.id, name: who.name };
    const { rings } = await store.cases.change(number, (found) =>
      changeInTurn(rules, found, wanted(found), { actor, now: clock.now() }),
    );
    bridge.decideFor(rings);
  };
  return {
    nextStatuses,
    changeCase,
    async replay(effectId, who) {
      const parked = reader.parkedEffect(effectId);
      if (parked === null) return false;
      const lanes = await store.repair.unsettle([effectId]);
      bridge.ring(lanes);
      if (lanes.length === 0) return false;
      log.info("something parked is sent again from the desk", { effect: effectId, by: who.id });
      if (parked.caseNumber !== null)
        await changeCase(parked.caseNumber, () => [{ do: "note", text: `Sent e${effectId} again.` }], who);
      return true;
    },
  };
}

/** Who may sign in; null when the config names no role, or none that was deployed. */
async function staffOf(
  options: RunOptions,
  ids: ProvisionedIds,
): Promise<{ readonly discord: DeskSignIn; readonly roles: ReadonlySet<string> } | null> {
  const { config, secrets, addresses, clientSecret, version, clock, log } = options;
  const keys = config.settings.bridge.desk.staff;
  if (keys.length === 0 || clientSecret === undefined) return null;
  const roles = new Set<string>();
  for (const key of keys) {
    const id = ids.roles.get(key);
    if (id === undefined) log.error("a role that may open the desk was not deployed yet", { role: key });
    else roles.add(id);
  }
  const [{ createRest }, { createDiscordSignIn }] = await Promise.all([
    import("../../discord/rest/rest.ts"),
    import("../../discord/sign-in.ts"),
  ]);
  const rest = createRest({
    token: secrets.DISCORD_TOKEN,
    api: addresses.discordApi,
    userAgentAppendix: `flexcord/${version}`,
  });
  const discord = createDiscordSignIn({
    rest,
    api: addresses.discordApi,
    clientId: ids.applicationId,
    clientSecret,
    guildId: ids.guildId,
    clock,
  });
  return { discord, roles };
}
