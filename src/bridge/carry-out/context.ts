import type { Happening, InboundEvent } from "../../domain/event.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Policy } from "../decide/policy.ts";
import type {
  Announcer,
  Assistant,
  CommunitySide,
  Due,
  MemberSide,
  Past,
  ReportFiles,
  Settlement,
  Transport,
} from "../ports.ts";

export interface Sides {
  readonly memberSide: MemberSide;
  readonly transport: Transport;
  readonly assistant: Assistant;
  readonly community: CommunitySide;
  readonly reportFiles: ReportFiles;
  readonly announcer: Announcer;
}

export interface CarryOutContext extends Sides {
  readonly now: () => EpochMs;
  /** A number in [0, 1); spreads retries. */
  readonly random: () => number;
  readonly policy: Pick<Policy, "texts" | "language" | "notePrefix" | "caseUrl" | "community">;
  readonly ledger: Past;
  /** Stands in every line's key, so that no two ledgers ever share one, nor one ledger and what it was before a backup. */
  readonly lineageOf: (effectId: number) => string;
}

/** The same for every try of an effect, and for no other effect of any ledger. */
export function keyOf({ lineageOf }: CarryOutContext, { effectId }: Due): string {
  return `${lineageOf(effectId)}.${effectId}`;
}

/** What follows from an effect happens once per try that settles it; the ledger drops a second one. */
export function follow(context: CarryOutContext, due: Due, happening: Happening): InboundEvent {
  return { source: "bridge", sourceId: `effect:${due.effectId}`, at: context.now(), happening };
}

export function done(): Extract<Settlement, { readonly outcome: "done" }> {
  return { outcome: "done", remoteId: null };
}
