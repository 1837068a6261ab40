import type { CommunityPressed, CommunitySubmitted, MemberCommanded } from "../../../domain/event.ts";
import type { InteractionId } from "../../../domain/ids.ts";
import { ANNOUNCE } from "../../community/announce-form.ts";
import { mayModerate } from "../../community/rules.ts";
import type { Button } from "../../effect.ts";
import { answer } from "../answer.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";

/** The form was opened at the door, for moderators; whoever is none, or finds none, is told. */
export function announceCommanded(draft: Draft, event: MemberCommanded): Ruling | null {
  if (event.command !== ANNOUNCE) return null;
  const refused = refusal(draft, event);
  if (refused === null) return ignore("its form was opened");
  answer(draft, event.interactionId, refused);
  return undefined;
}

/** Shown to the moderator alone, as it will be read. */
export function announceSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { texts } = draft;
  const { interactionId, values } = event;
  const text = values["text"]?.trim() ?? "";
  const refused = refusal(draft, event);
  if (refused !== null || text === "") {
    answer(draft, interactionId, refused ?? texts("announce.empty"));
    return undefined;
  }
  const button = (action: string, label: string, quiet: boolean): Button => ({
    label,
    action,
    subject: interactionId,
    everywhere: true,
    ...(quiet ? { quiet: true } : {}),
  });
  answer(draft, interactionId, `${texts("announce.preview")}\n\n${text}`, [
    button("announce-post", texts("button.announce-post"), false),
    button("announce-discard", texts("button.announce-discard"), true),
  ]);
  return undefined;
}

/** Announced once, however often the button is pressed. */
export function announcePressed(draft: Draft, event: CommunityPressed): Ruling {
  const { texts, situation } = draft;
  const form = situation.asked(event.subject as InteractionId);
  const text = form?.kind === "community.submitted" ? (form.values["text"]?.trim() ?? "") : "";
  const refused = refusal(draft, event);
  if (refused !== null || text === "") answer(draft, event.interactionId, refused ?? texts("announce.empty"));
  else {
    draft.add({ kind: "announce", direction: "member", text, form: event.subject as InteractionId });
    answer(draft, event.interactionId, texts("announce.posted"));
  }
  return undefined;
}

export function announceDiscarded(draft: Draft, event: CommunityPressed): Ruling {
  answer(draft, event.interactionId, draft.texts("announce.discarded"));
  return undefined;
}

function refusal(draft: Draft, { standing }: Pick<CommunityPressed, "standing">): string | null {
  const { community } = draft.context;
  if (!community.announces) return draft.texts("announce.not-offered");
  return mayModerate(standing, community) ? null : draft.texts("moderators.only");
}
