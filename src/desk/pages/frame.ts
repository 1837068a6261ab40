import type { EpochMs, MemberId, TaskId } from "../../domain/ids.ts";
import type { DeskPaths } from "../paths.ts";

/** Who looks at a page. */
export type Viewer =
  /** Opened by the link of a task: sees its case, its member, and their earlier conversations. */
  | {
      readonly by: "task";
      readonly taskId: TaskId;
      readonly memberId: MemberId;
      readonly id: string;
      readonly name: string;
    }
  /** Signed in with a role of the staff: sees everything. */
  | { readonly by: "staff"; readonly id: string; readonly name: string };

/** What became of the form that was sent last. */
export interface Said {
  readonly kind: "done" | "refused";
  readonly text: string;
  /** What to do about it; null when there is nothing to do. */
  readonly fix: string | null;
}

/** What every page gets besides what it shows. */
export interface Frame {
  readonly paths: DeskPaths;
  readonly viewer: Viewer;
  readonly now: EpochMs;
  /** Stands in every form as the hidden field `csrf`. */
  readonly csrf: string;
  readonly said: Said | null;
  /** What was typed into a form that was refused, by the field's name, so that it is not lost. */
  readonly typed: Readonly<Record<string, string>>;
}
