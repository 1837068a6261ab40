import type { CommunityPressed, CommunitySubmitted } from "../../../domain/event.ts";
import type { CaseNumber, InteractionId } from "../../../domain/ids.ts";
import { ideaCommands, stateText } from "../../community/idea-form.ts";
import { ideaState, ideaStates, towards } from "../../community/idea-state.ts";
import { mayModerate } from "../../community/rules.ts";
import type { Vote } from "../../ports.ts";
import { answer } from "../answer.ts";
import type { Draft, Ruling } from "../draft.ts";
import { ignore } from "../draft.ts";

/** The form was opened at the door, for moderators; whoever is none, or finds none, is told. */
export function ideaCommanded(draft: Draft, { command, interactionId, standing }: Commanded): Ruling | null {
  if (!ideaCommands.has(command)) return null;
  const { community } = draft.context;
  if (community.idea === null) answer(draft, interactionId, draft.texts("idea.not-offered"));
  else if (!mayModerate(standing, community)) answer(draft, interactionId, draft.texts("moderators.only"));
  else return ignore("its form was opened");
  return undefined;
}

interface Commanded {
  readonly command: string;
  readonly interactionId: InteractionId;
  readonly standing?: CommunityPressed["standing"];
}

/** A moderator's idea, or a member's that they post for them: then it is the member's case. */
export function ideaSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { interactionId, values, subject } = event;
  const refused = refusal(draft, event);
  if (refused !== null) {
    answer(draft, interactionId, refused);
    return undefined;
  }
  const asked = subject === "" ? null : draft.situation.asked(subject as InteractionId);
  const on = asked?.kind === "member.commanded" ? asked.on : undefined;
  const { id, displayName } = draft.member;
  const owner = on === undefined ? { id, displayName } : { id: on.authorId, displayName: on.authorName };
  const { number: caseNumber, version } = draft.cases.openOnBehalf(owner, {
    kind: "feature",
    title: values["title"]?.trim() ?? "",
    description: values["text"]?.trim() ?? "",
    priority: "normal",
    tags: [],
    source: interactionId,
  });
  answer(draft, interactionId, draft.texts("idea.opened", { case: caseNumber }));
  draft.add({ kind: "case.post", direction: "member", caseNumber, version, interactionId });
  return undefined;
}

function refusal(draft: Draft, { standing }: CommunityPressed | CommunitySubmitted): string | null {
  const { community } = draft.context;
  if (community.idea === null) return draft.texts("idea.not-offered");
  return mayModerate(standing, community) ? null : draft.texts("moderators.only");
}

/** Every member has one vote; the same once more takes it back. */
export function voted(vote: Vote) {
  return (draft: Draft, event: CommunityPressed): Ruling => {
    const { texts, situation } = draft;
    const caseNumber = Number(event.subject) as CaseNumber;
    const found = situation.caseByNumber(caseNumber);
    const say = (text: string) => answer(draft, event.interactionId, text);
    if (found?.kind !== "feature" || draft.context.community.idea === null) say(texts("bug.gone"));
    else if (found.status === "resolved" || found.status === "closed" || found.duplicateOf !== null) {
      say(texts("idea.over", { case: caseNumber }));
    } else {
      const isSame = situation.voteOn(caseNumber) === vote;
      draft.cases.along({ vote: { caseNumber, vote: isSame ? null : vote } });
      say(texts(isSame ? "idea.vote-taken-back" : "idea.voted"));
    }
    return undefined;
  };
}

export function ideaStatusPressed(draft: Draft, event: CommunityPressed): Ruling {
  const refused = refusal(draft, event);
  if (refused === null) return ignore("its form was opened");
  answer(draft, event.interactionId, refused);
  return undefined;
}

export function ideaStatusSubmitted(draft: Draft, event: CommunitySubmitted): Ruling {
  const { texts } = draft;
  const found = draft.situation.caseByNumber(Number(event.subject) as CaseNumber);
  const state = ideaStates.find((one) => one === event.values["state"]);
  const say = (text: string) => answer(draft, event.interactionId, text);
  const refused = refusal(draft, event);
  if (refused !== null) say(refused);
  else if (found?.kind !== "feature" || state === undefined) say(texts("bug.gone"));
  else {
    if (ideaState(found) !== state) draft.cases.moderate(found, towards(state, found));
    say(texts("idea.stands", { case: found.number, status: stateText(state, texts) }));
  }
  return undefined;
}
