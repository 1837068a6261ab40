import type { CaseAction } from "../../domain/case.ts";
import type { CaseNumber } from "../../domain/ids.ts";

/** Somebody at the desk, as histories name them. */
export interface DeskActor {
  readonly id: string;
  readonly name: string;
}

/** What can be done from the desk. */
export interface DeskActions {
  /** All of the actions or none of them. "case.not-found", "case.refused" */
  changeCase(number: CaseNumber, actions: readonly CaseAction[], who: DeskActor): Promise<void>;
  /**
   * Sends something parked again, in doubt, so that nothing arrives twice. False when it is not parked any more, or
   * its text is gone.
   */
  replay(effectId: number, who: DeskActor): Promise<boolean>;
}
