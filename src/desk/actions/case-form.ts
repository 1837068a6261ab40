import { casePriorities, caseStatuses, type Case, type CaseAction } from "../../domain/case.ts";
import { Failure } from "../../domain/failure.ts";
import type { CaseForm } from "../paths.ts";
import type { Form } from "./form.ts";

/** A form that changes a case: what it asks for, once the case is there as it stands. */
export type CaseChangeForm = Exclude<CaseForm, "replay">;
export type WantedChange = (found: Case) => readonly CaseAction[];

/** A longer note belongs in a file. */
const LONGEST_NOTE = 10_000;
const LONGEST_NAME = 100;

/** What each form tells when it was done. */
export const done: Readonly<Record<CaseForm, string>> = {
  status: "The status is saved.",
  priority: "The priority is saved.",
  tags: "The tags are saved.",
  assignee: "The assignee is saved.",
  note: "The note is saved.",
  replay: "The message is being sent again.",
};

/** Null for what no page of ours would send. */
export function wantedChange(kind: CaseChangeForm, form: Form): WantedChange | null {
  switch (kind) {
    case "status": {
      const status = caseStatuses.find((one) => one === form.field("status"));
      return status === undefined ? null : () => [{ do: "set-status", status }];
    }
    case "priority": {
      const priority = casePriorities.find((one) => one === form.field("priority"));
      return priority === undefined ? null : () => [{ do: "set-priority", priority }];
    }
    case "tags":
      return (found) => retag(found, form.field("tags"));
    case "assignee": {
      const to = form.field("assignee").trim();
      return to.length > LONGEST_NAME ? null : () => [{ do: "assign", to: to === "" ? null : to }];
    }
    case "note": {
      const text = form.field("note").trim();
      return () => {
        if (text.length <= LONGEST_NOTE) return [{ do: "note", text }];
        throw new Failure("case.refused", "The note is too long.", {
          fix: `Write at most ${LONGEST_NOTE} characters.`,
        });
      };
    }
  }
}

/** The field holds all tags a case is to have; they are written as cases keep them. */
function retag(found: Case, typed: string): readonly CaseAction[] {
  const add = typed
    .split(",")
    .map((tag) => tag.trim().toLowerCase().replaceAll(/\s+/gu, "-"))
    .filter((tag) => tag !== "");
  return [{ do: "tag", add, remove: found.tags.filter((tag) => !add.includes(tag)) }];
}
