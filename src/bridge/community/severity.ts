import type { CasePriority } from "../../domain/case.ts";
import type { Texts } from "../../texts/texts.ts";

/** A priority as members say it. */
export function severityText(priority: CasePriority, texts: Texts): string {
  return texts(`bug.severity-${priority}`);
}
