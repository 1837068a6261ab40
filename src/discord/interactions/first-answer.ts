import type { API } from "@discordjs/core/http-only";
import { DiscordAPIError } from "@discordjs/rest";
import {
  type APIInteraction,
  InteractionType,
  MessageFlags,
  RESTJSONErrorCodes,
} from "discord-api-types/v10";
import type { FormOf, OpenedForm, Opening } from "../../bridge/ports.ts";
import type { Happening } from "../../domain/event.ts";
import { encodeCustomId } from "./custom-id.ts";
import { modalOf } from "./modal.ts";

/** What an interaction is answered with at once. */
export type FirstAnswer =
  | { readonly kind: "form"; readonly opened: OpenedForm }
  /** A reply that only the member sees is to follow. */
  | { readonly kind: "reply" }
  /** Nothing changes yet; where it is the member's own answer, that is what will be changed. */
  | { readonly kind: "update"; readonly isTheirs: boolean };

/** A form can only be the first answer (documented). */
export function firstAnswerTo(
  interaction: APIInteraction,
  happening: Happening,
  formOf: FormOf,
): FirstAnswer {
  const opening = openingOf(happening);
  const locale = "locale" in interaction ? interaction.locale : "";
  const opened = opening === null ? null : formOf(opening, locale);
  if (opened !== null) return { kind: "form", opened };
  const { kind } = happening;
  if (kind === "community.pressed" && isTheirs(interaction)) return { kind: "update", isTheirs: true };
  const isReplied =
    kind === "member.commanded" || kind === "community.submitted" || kind === "community.pressed";
  return isReplied ? { kind: "reply" } : { kind: "update", isTheirs: false };
}

function openingOf(happening: Happening): Opening | null {
  if (happening.kind === "member.commanded") return { ...happening, by: "command" };
  if (happening.kind === "member.pressed") return { ...happening, by: "button", everywhere: false };
  if (happening.kind === "community.pressed") return { ...happening, by: "button", everywhere: true };
  return null;
}

/** Whether only the member sees the message with the button. */
function isTheirs(interaction: APIInteraction): boolean {
  if (interaction.type !== InteractionType.MessageComponent) return false;
  return ((interaction.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

/** Whether there is something of ours to finish with the interaction's token. */
export function isFinishedLater(answer: FirstAnswer): boolean {
  return answer.kind === "reply" || (answer.kind === "update" && answer.isTheirs);
}

export async function giveFirstAnswer(
  api: API,
  { id, token }: Pick<APIInteraction, "id" | "token">,
  answer: FirstAnswer,
  signal: AbortSignal,
): Promise<void> {
  try {
    if (answer.kind === "form") {
      const modal = modalOf(encodeCustomId(answer.opened), answer.opened.form);
      await api.interactions.createModal(id, token, modal, { signal });
    } else if (answer.kind === "reply") {
      await api.interactions.defer(id, token, { flags: MessageFlags.Ephemeral }, { signal });
    } else {
      await api.interactions.deferMessageUpdate(id, token, {}, { signal });
    }
  } catch (thrown) {
    // An earlier try whose answer was lost, or another daemon of ours: either way it is done.
    if (
      thrown instanceof DiscordAPIError &&
      thrown.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged
    )
      return;
    throw thrown;
  }
}
