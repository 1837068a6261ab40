import type { Bridge } from "../bridge/bridge.ts";
import type { HttpServer } from "../http/server.ts";
import type { LedgerReader } from "../operator/ports.ts";
import type { Mender, OperatorService } from "../operator/service.ts";
import type { Store } from "../store/store.ts";
import { controlPathOf } from "./control-path.ts";
import type { RunOptions } from "./run-options.ts";

/** What a running daemon tells operators, and does for them: beside it by a local socket, from afar when configured. */
export async function openOperator(
  options: RunOptions,
  parts: { readonly bridge: Bridge; readonly store: Store },
): Promise<AsyncDisposable> {
  const { config, secrets } = options;
  const [{ openReader }, { createOperatorService }] = await Promise.all([
    import("../store/sqlite/reader/open.ts"),
    import("../operator/service.ts"),
  ]);
  await using closing = new AsyncDisposableStack();
  const reader: LedgerReader = openReader({
    path: config.paths.store,
    secret: secrets.FLEXCORD_SECRET,
    oldSecrets: [],
  });
  closing.defer(() => reader.close());
  const service = createOperatorService(reader, menderOf(parts));
  const control = await listen(options, service, { socketPath: controlPathOf(config.paths.store) });
  closing.defer(() => control.close());
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

async function listen(
  { log, signal }: RunOptions,
  service: OperatorService,
  at: { readonly socketPath: string },
): Promise<HttpServer> {
  const [{ openHttp }, { operatorRoutes }] = await Promise.all([
    import("../http/server.ts"),
    import("../operator/routes.ts"),
  ]);
  return openHttp({
    host: "",
    port: 0,
    ...at,
    log,
    // Only the user who runs this process can reach the socket.
    routes: operatorRoutes(service, () => true),
    readiness: async () => ({ ready: true }),
    signal,
  });
}
