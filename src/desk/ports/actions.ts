import type { Case, CaseAction, CaseStatus } from "../../domain/case.ts";
import type { CaseNumber } from "../../domain/ids.ts";

/** Somebody at the desk, as histories name them. */
export interface DeskActor {
  readonly id: string;
  readonly name: string;
}

/** What can be done from the desk. */
export interface DeskActions {
  /** The statuses that a case may take from where it stands. */
  nextStatuses(from: CaseStatus): readonly CaseStatus[];
  /** All of the actions that `wanted` gives for the case as it stands, or none. "case.not-found", "case.refused" */
  changeCase(
    number: CaseNumber,
    wanted: (found: Case) => readonly CaseAction[],
    who: DeskActor,
  ): Promise<void>;
  /**
   * Sends something parked again, in doubt, so that nothing arrives twice. False when it is not parked any more, or
   * its text is gone.
   */
  replay(effectId: number, who: DeskActor): Promise<boolean>;
}
