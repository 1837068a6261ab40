import type { AnnouncementDesk } from "../community/ports.ts";
import type { Clock } from "../domain/clock.ts";
import { sleep } from "../domain/clock.ts";
import { parkedItems, type ParkedItem } from "./advice.ts";
import { type BlocklistService, createBlocklistService } from "./blocklist.ts";
import { type CaseService, createCaseService } from "./cases.ts";
import { createLogSource, type LogSource } from "./log.ts";
import type { BlocklistStore, FlowHistory, LedgerReader } from "./ports.ts";
import { planReplay, type ReplayRequest, type ReplayStep } from "./replay.ts";
import { readStatus, type DaemonFacts, type Status } from "./status.ts";
import { traceMessage, type Trace } from "./trace.ts";

/** Changes what became of effects, wherever the process is that may. */
export interface Mender {
  /** Takes effects back to what waits; resolves with how many. */
  unsettle(effectIds: readonly number[]): Promise<number>;
  /** Gives an effect up for good; false when it is neither waiting nor parked. */
  drop(effectId: number, reason: string): Promise<boolean>;
}

/** Everything an operator can ask of a deployment; the same from beside the ledger and from afar. */
export interface OperatorService extends LogSource, Mender, CaseService, AnnouncementDesk, BlocklistService {
  parked(): Promise<readonly ParkedItem[]>;
  planReplay(request: ReplayRequest): Promise<readonly ReplayStep[]>;
  status(): Promise<Status>;
  trace(target: string): Promise<Trace>;
}

export interface ServiceParts {
  readonly reader: LedgerReader;
  /** Null when nobody here may ask the vendor. */
  readonly flow: FlowHistory | null;
  readonly mender: Mender;
  readonly announcements: AnnouncementDesk;
  readonly changeCase: CaseService["changeCase"];
  readonly blocklist: BlocklistStore;
  /** Resolves with null when no daemon runs. */
  readonly daemon: () => Promise<DaemonFacts | null>;
  readonly clock: Clock;
  /** Ends what is being asked. */
  readonly signal: AbortSignal;
}

export function createOperatorService({
  reader,
  flow,
  mender,
  announcements,
  changeCase,
  blocklist,
  daemon,
  clock,
  signal,
}: ServiceParts): OperatorService {
  return {
    ...createLogSource(reader),
    ...mender,
    announce: (draft) => announcements.announce(draft),
    announcements: () => announcements.announcements(),
    cancelAnnouncement: (id) => announcements.cancelAnnouncement(id),
    ...createCaseService(reader, changeCase),
    ...createBlocklistService(reader, blocklist),
    parked: async () => parkedItems(reader),
    planReplay: (request) => planReplay(reader, request),
    status: async () => readStatus(reader, await daemon(), clock.now()),
    trace: (target) => traceMessage(reader, flow, target, signal),
  };
}

/**
 * Sends a plan's effects again, oldest first and no faster than `perSecond`. Each second's share is taken back in one
 * transaction, so that a replay that is killed has either begun an effect or not touched it.
 */
export async function carryOutReplay(
  mender: Mender,
  steps: readonly ReplayStep[],
  options: {
    readonly clock: Clock;
    readonly perSecond: number;
    readonly signal: AbortSignal;
    readonly onProgress: (sent: number) => void;
  },
): Promise<number> {
  const { clock, perSecond, signal, onProgress } = options;
  const ids = steps.filter(({ send }) => send).map(({ effectId }) => effectId);
  let sent = 0;
  for (let at = 0; at < ids.length; at += perSecond) {
    signal.throwIfAborted();
    if (at > 0) await sleep(clock, 1000, signal);
    sent += await mender.unsettle(ids.slice(at, at + perSecond));
    onProgress(sent);
  }
  return sent;
}
