import type { InteractionId } from "../../domain/ids.ts";
import type { Button } from "../effect.ts";
import type { Draft } from "./draft.ts";

/** What only the member reads, in answer to what they did. */
export function answer(
  draft: Draft,
  interactionId: InteractionId,
  text: string,
  buttons: readonly Button[] = [],
): void {
  draft.add({ kind: "reply", direction: "member", interactionId, text, linksToPlace: false, buttons });
}
