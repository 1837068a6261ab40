import type { AnnouncementDesk } from "../../community/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import type { CaseRules } from "../../domain/case.ts";
import { Failure } from "../../domain/failure.ts";
import { silentLog } from "../../domain/log.ts";
import type { caseChanger as CaseChanger, CaseService } from "../../operator/cases.ts";
import type { BlocklistService } from "../../operator/blocklist.ts";
import type { BlocklistStore, LedgerReader } from "../../operator/ports.ts";
import type { Mender, OperatorService } from "../../operator/service.ts";
import type { Store } from "../../store/store.ts";
import { controlPathOf } from "./control-path.ts";
import { openFlowHistory } from "./open-flow-history.ts";
import type { StateOptions } from "../state/open-state.ts";
import { createRemoteOperator } from "./remote-operator.ts";

export { eachCase } from "../../operator/cases.ts";
export type { Announcement } from "../../community/ports.ts";
export { requireText } from "../../community/announcements/desk.ts";
export { followLog } from "../../operator/log.ts";
export { patientSource } from "../../operator/patient-source.ts";
export { carryOutReplay } from "../../operator/service.ts";

/** How a deployment is reached: beside its ledger, or through a daemon's operator API. */
export type Reach =
  | {
      readonly storePath: string;
      readonly secret: string;
      readonly oldSecrets: readonly string[];
      readonly cases: CaseRules;
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
  const [{ openReader }, { createOperatorService }, { caseChanger }] = await Promise.all([
    import("../../store/sqlite/reader/open.ts"),
    import("../../operator/service.ts"),
    import("../../operator/cases.ts"),
  ]);
  const { storePath: path, secret, oldSecrets } = reach;
  const reader: LedgerReader = openReader({ path, secret, oldSecrets });
  const daemon = createRemoteOperator({ socketPath: controlPathOf(path) }, null, signal);
  const service = createOperatorService({
    reader,
    flow: reach.deployment === undefined ? null : openFlowHistory(reach.deployment),
    ...localHands(reach, daemon, { clock, reader, caseChanger }),
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
function localHands(
  reach: LocalReach,
  daemon: Mender & Pick<CaseService, "changeCase"> & AnnouncementDesk & BlocklistService,
  { clock, reader, caseChanger }: HandParts,
): Hands {
  const mend = menderOf(reach, clock);
  const atDesk = <Result>(ask: (desk: AnnouncementDesk) => Promise<Result>) =>
    mend(
      () => ask(daemon),
      async (store) => {
        const { createDesk } = await import("../../community/announcements/desk.ts");
        return ask(createDesk(store.announcements));
      },
    );
  return {
    announcements: {
      announce: (draft) => atDesk((desk) => desk.announce(draft)),
      announcements: () => atDesk((desk) => desk.announcements()),
      cancelAnnouncement: (id) => atDesk((desk) => desk.cancelAnnouncement(id)),
    },
    mender: {
      unsettle: (effectIds) =>
        mend(
          () => daemon.unsettle(effectIds),
          async ({ repair }) => (await repair.unsettle(effectIds)).length,
        ),
      drop: (effectId, reason) =>
        mend(
          () => daemon.drop(effectId, reason),
          async ({ repair }) => (await repair.drop(effectId, reason)) !== null,
        ),
    },
    blocklist: {
      put: (memberId, terms) =>
        mend(
          () => daemon.block(memberId, terms),
          ({ blocklist }) => blocklist.put(memberId, terms),
        ),
      remove: (memberId) =>
        mend(
          () => daemon.unblock(memberId),
          ({ blocklist }) => blocklist.remove(memberId),
        ),
    },
    changeCase: (number, actions, operator) =>
      mend(
        () => daemon.changeCase(number, actions, operator),
        ({ cases }) => {
          const change = caseChanger(async (one, make) => (await cases.change(one, make)).changed.case, {
            find: (one) => reader.cases.find(one),
            rules: reach.cases,
            clock,
          });
          return change(number, actions, operator);
        },
      ),
  };
}

/** Asks the daemon, or does it on the ledger when none runs. */
function menderOf({ storePath: path, secret, oldSecrets }: LocalReach, clock: Clock) {
  return async <Result>(
    viaDaemon: () => Promise<Result>,
    direct: (store: Store) => Promise<Result>,
  ): Promise<Result> => {
    const done = await ifItRuns(viaDaemon);
    if (done !== null) return done.answer;
    const { openSqlite } = await import("../../store/sqlite/open.ts");
    const store = await openSqlite({ path, secret, oldSecrets, now: () => clock.now(), log: silentLog });
    try {
      return await direct(store);
    } finally {
      await store.close();
    }
  };
}

type LocalReach = Extract<Reach, { readonly storePath: string }>;

interface Hands extends Pick<CaseService, "changeCase"> {
  readonly mender: Mender;
  readonly announcements: AnnouncementDesk;
  readonly blocklist: BlocklistStore;
}

interface HandParts {
  readonly clock: Clock;
  readonly reader: LedgerReader;
  readonly caseChanger: typeof CaseChanger;
}
