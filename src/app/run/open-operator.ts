import { createHash, timingSafeEqual } from "node:crypto";
import type { Bridge } from "../../bridge/bridge.ts";
import type { AnnouncementDesk } from "../../community/ports.ts";
import type { HttpOptions, HttpServer } from "../../http/server.ts";
import { Failure } from "../../domain/failure.ts";
import type { DoorRequest, Route } from "../../domain/door.ts";
import type { ChangeCase } from "../../operator/cases.ts";
import type { LedgerReader } from "../../operator/ports.ts";
import type { Mender } from "../../operator/service.ts";
import type { Store } from "../../store/store.ts";
import { caseRulesOf } from "../rules/cases.ts";
import { controlPathOf } from "../operate/control-path.ts";
import { openFlowHistory } from "../operate/open-flow-history.ts";
import type { RunOptions } from "./options.ts";

/** What a running daemon tells operators, and does for them: beside it by a local socket, from afar when configured. */
export async function openOperator(
  options: RunOptions,
  parts: {
    readonly bridge: Bridge;
    readonly store: Store;
    readonly announcements: AnnouncementDesk;
    readonly gateway: () => boolean;
  },
): Promise<AsyncDisposable> {
  const { config, secrets, clock, version } = options;
  const startedAt = clock.now();
  const [{ openReader }, { createOperatorService }, { operatorRoutes }, { caseChanger }] = await Promise.all([
    import("../../store/sqlite/reader/open.ts"),
    import("../../operator/service.ts"),
    import("../../operator/routes.ts"),
    import("../../operator/cases.ts"),
  ]);
  await using closing = new AsyncDisposableStack();
  const reader: LedgerReader = openReader({
    path: config.paths.store,
    secret: secrets.FLEXCORD_SECRET,
    oldSecrets: options.oldSecrets ?? [],
  });
  closing.defer(() => reader.close());
  const service = createOperatorService({
    reader,
    flow: openFlowHistory(() => options),
    mender: menderOf(parts),
    blocklist: parts.store.blocklist,
    announcements: parts.announcements,
    changeCase: caseChanger(changeOf(parts), {
      find: (number) => reader.cases.find(number),
      rules: caseRulesOf(config.settings),
      clock,
    }),
    daemon: async () => ({ version, startedAt, gateway: parts.gateway() }),
    clock,
    signal: options.signal,
  });
  // Only the user who runs this process can reach the socket.
  const socket = { host: "", port: 0, socketPath: controlPathOf(config.paths.store) };
  const anybody = operatorRoutes(service, () => true);
  const control = await listen(options, anybody, socket);
  closing.defer(() => control.close());
  const remote = config.settings.bridge.operator;
  if (remote !== undefined) {
    const api = await listen(
      options,
      operatorRoutes(service, bearerOf(options.operatorToken)),
      remote.listen,
    );
    closing.defer(() => api.close());
    options.log.info("the operator API is open", { url: api.url });
  }
  return closing.move();
}

/** Changes the ledger and has the lanes look at once. */
function menderOf({ bridge, store }: { readonly bridge: Bridge; readonly store: Store }): Mender {
  return {
    async unsettle(effectIds) {
      const lanes = await store.repair.unsettle(effectIds);
      bridge.ring(lanes);
      return lanes.length;
    },
    async drop(effectId, reason) {
      const lane = await store.repair.drop(effectId, reason);
      if (lane !== null) bridge.ring([lane]);
      return lane !== null;
    },
  };
}

/** Changes a case and has its member hear of it. */
function changeOf({ bridge, store }: { readonly bridge: Bridge; readonly store: Store }): ChangeCase {
  return async (number, make) => {
    const { changed, rings } = await store.cases.change(number, make);
    bridge.decideFor(rings);
    return changed.case;
  };
}

async function listen(
  { log, signal }: RunOptions,
  routes: readonly Route[],
  at: Pick<HttpOptions, "host" | "port" | "socketPath">,
): Promise<HttpServer> {
  const { openHttp } = await import("../../http/server.ts");
  return openHttp({ ...at, log, routes, readiness: async () => ({ ready: true }), signal });
}

/** Compares digests, which are of one length, in a time that tells nothing of how much was right. */
function bearerOf(token: string | undefined): (request: DoorRequest) => boolean {
  if (token === undefined) {
    throw new Failure(
      "config.secret-missing",
      "FLEXCORD_OPERATOR_TOKEN is not set, and bridge.operator is.",
      {
        fix: "Set it to at least 24 characters that nobody can guess, or take bridge.operator out of the config.",
      },
    );
  }
  const wanted = digest(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digest(headers["authorization"] ?? ""), wanted);
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
