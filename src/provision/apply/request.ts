import type { Clock } from "../../domain/clock.ts";
import type { IdentityJournal } from "../identity/journal.ts";
import type { Plan, PlanStep } from "../plan/shape.ts";
import type { Secrets, Side } from "../ports.ts";

export interface ApplyRequest {
  readonly plan: Plan;
  readonly sides: readonly Side[];
  readonly journal: IdentityJournal;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Once aborted nothing new is begun; what is under way is finished and recorded. */
  readonly signal: AbortSignal;
  /** Called when a step that writes begins and when it ends. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly state: "begun" | "done" | "failed";
  readonly step: PlanStep;
}
