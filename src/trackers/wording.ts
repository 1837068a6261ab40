import type { Actor, Case } from "../domain/case.ts";
import type { Texts } from "../texts/texts.ts";
import type { DueDispatch, TrackerLine } from "./ports.ts";

/** What a tracker is told, in words. */
export interface Wording {
  readonly texts: Texts;
  /** Whether people are named. */
  readonly names: boolean;
}

/** The tag of an idea that is not going to be carried out. */
const DECLINED = "declined";

/** Null when what is to be told is no longer kept. */
export function wordedLine(due: DueDispatch, { texts, names }: Wording): TrackerLine | null {
  const { key, kind, case: found, change, issue, inDoubt, madeAt } = due;
  const { number } = found;
  if (change === null && kind === "noted") return null;
  const by = names && change !== null ? nameOf(change.actor) : null;
  return {
    kind,
    key,
    case: found,
    title: found.title === "" ? texts("tracker.untitled", { case: number }) : found.title,
    text: textOf(due, by, texts),
    by,
    solved: kind === "ended" && change?.to === "resolved" && !found.tags.includes(DECLINED),
    at: change?.at ?? madeAt,
    issue,
    inDoubt,
    madeAt,
  };
}

function noted(text: string, by: string | null, texts: Texts): string {
  return by === null ? text : `${texts("tracker.said-by", { name: by })}\n\n${text}`;
}

function textOf({ kind, case: found, change }: DueDispatch, by: string | null, texts: Texts): string {
  const { number } = found;
  switch (kind) {
    case "opened":
      return opened(found, by, texts);
    case "reopened":
      return texts("tracker.reopened", { case: number });
    case "ended":
      if (change?.field === "duplicate")
        return texts("tracker.duplicate", { case: number, other: change.to ?? "" });
      return texts(change?.to === "resolved" ? "tracker.resolved" : "tracker.closed", { case: number });
    case "renamed":
      return "";
    case "noted":
      return noted(change?.to ?? "", by, texts);
  }
}

function opened({ number, description }: Case, by: string | null, texts: Texts): string {
  const footer =
    by === null
      ? texts("tracker.footer", { case: number })
      : texts("tracker.footer-by", { case: number, name: by });
  return [description, footer].filter((part) => part !== "").join("\n\n---\n");
}

function nameOf(actor: Actor): string | null {
  if (actor.by === "flexcord" || actor.name === "") return null;
  return actor.name;
}
