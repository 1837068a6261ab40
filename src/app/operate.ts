import type { Clock } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";
import { silentLog } from "../domain/log.ts";
import type { LedgerReader } from "../operator/ports.ts";
import type { Mender, OperatorService } from "../operator/service.ts";
import { controlPathOf } from "./control-path.ts";
import { openFlowHistory } from "./open-flow-history.ts";
import type { StateOptions } from "./open-state.ts";
import { createRemoteOperator } from "./remote-operator.ts";

export { followLog } from "../operator/log.ts";
export { carryOutReplay } from "../operator/service.ts";

/** How a deployment is reached: beside its ledger, or through a daemon's operator API. */
export type Reach =
  | {
      readonly storePath: string;
      readonly secret: string;
      readonly oldSecrets: readonly string[];
      /** For asking Twilio; without it Studio is not asked. */
      readonly deployment?: () => StateOptions;
    }
  | { readonly url: string; readonly token: string };

export interface OperateOptions {
  readonly reach: Reach;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What operators can ask and do. Closing it changes nothing. */
export type Operation = OperatorService & Disposable;

export async function openOperation({ reach, clock, signal }: OperateOptions): Promise<Operation> {
  if ("url" in reach) {
    const remote = createRemoteOperator({ url: reach.url }, reach.token, signal);
    return { ...remote, [Symbol.dispose]: () => undefined };
  }
  const [{ openReader }, { createOperatorService }] = await Promise.all([
    import("../store/sqlite/reader/open.ts"),
    import("../operator/service.ts"),
  ]);
  const { storePath: path, secret, oldSecrets } = reach;
  const reader: LedgerReader = openReader({ path, secret, oldSecrets });
  const daemon = createRemoteOperator({ socketPath: controlPathOf(path) }, null, signal);
  const service = createOperatorService({
    reader,
    flow: reach.deployment === undefined ? null : openFlowHistory(reach.deployment),
    mender: localMender(reach, daemon, clock),
    daemon: async () => (await ifItRuns(() => daemon.status()))?.answer.daemon ?? null,
    clock,
    signal,
  });
  return { ...service, [Symbol.dispose]: () => reader.close() };
}

/** Null when no daemon runs. Any other failure leaves open what it did. */
async function ifItRuns<Result>(ask: () => Promise<Result>): Promise<{ readonly answer: Result } | null> {
  try {
    return { answer: await ask() };
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "network.unreachable") return null;
    throw thrown;
  }
}

/** Through the daemon when one runs; else on the ledger itself, leaving the rest to the daemon's next start. */
function localMender(
  { storePath: path, secret, oldSecrets }: Extract<Reach, { readonly storePath: string }>,
  daemon: Mender,
  clock: Clock,
): Mender {
  const mend = async <Result>(
    viaDaemon: () => Promise<Result>,
    direct: (mender: Mender) => Promise<Result>,
  ): Promise<Result> => {
    const done = await ifItRuns(viaDaemon);
    if (done !== null) return done.answer;
    const { openSqlite } = await import("../store/sqlite/open.ts");
    const store = await openSqlite({ path, secret, oldSecrets, now: () => clock.now(), log: silentLog });
    try {
      return await direct({
        unsettle: async (effectIds) => (await store.repair.unsettle(effectIds)).length,
        drop: async (effectId, reason) => (await store.repair.drop(effectId, reason)) !== null,
      });
    } finally {
      await store.close();
    }
  };
  return {
    unsettle: (effectIds) =>
      mend(
        () => daemon.unsettle(effectIds),
        (mender) => mender.unsettle(effectIds),
      ),
    drop: (effectId, reason) =>
      mend(
        () => daemon.drop(effectId, reason),
        (mender) => mender.drop(effectId, reason),
      ),
  };
}
