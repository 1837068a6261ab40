import type { Case } from "../../domain/case.ts";
import type { Texts } from "../../texts/texts.ts";
import { onOneLine, shortened } from "../../domain/shortened.ts";
import { asWritten } from "../as-written.ts";
import type { Button } from "../effect.ts";
import type { CommunityPost, PostContent, Votes } from "../ports.ts";
import { IDEA_STATUS, stateText } from "./idea-form.ts";
import { type IdeaState, ideaState } from "./idea-state.ts";
import type { IdeaRules } from "./rules.ts";

const LONGEST_DESCRIPTION = 1_500;
const LONGEST_TITLE = 100;

const TONES: Readonly<Record<IdeaState, PostContent["tone"]>> = {
  open: "open",
  planned: "open",
  "in-progress": "open",
  done: "done",
  declined: "over",
};

/** An idea as everybody reads it, with what the members think of it. Nothing a member wrote means anything to Discord. */
export function ideaPost(
  found: Case,
  { up, down }: Votes,
  texts: Texts,
  { channelId, tags }: IdeaRules,
): PostContent & Pick<CommunityPost, "channelId"> {
  const { number, description, memberId, duplicateOf } = found;
  const state = ideaState(found);
  const tag = tags[state];
  const title = onOneLine(found.title);
  const text =
    duplicateOf === null
      ? texts("post.idea", { case: number, status: stateText(state, texts) })
      : texts("post.idea-duplicate", { case: number, other: duplicateOf });
  const told = shortened(description.trim(), LONGEST_DESCRIPTION);
  return {
    channelId,
    title: shortened(`${number}: ${title}`, LONGEST_TITLE),
    text,
    details: [
      `**${asWritten(title)}**`,
      ...(told === "" || told === title ? [] : [asWritten(told)]),
      "",
      `👍 ${up}  ·  👎 ${down}`,
      // Shown as a name; nobody is pinged by a post.
      texts("post.idea-by", { member: `<@${memberId}>` }),
    ],
    tone: TONES[state],
    tags: tag === null ? [] : [tag],
    buttons: buttonsOf(number, TONES[state] === "open", texts),
  };
}

function buttonsOf(number: number, isOpen: boolean, texts: Texts): readonly Button[] {
  const subject = String(number);
  const status: Button = {
    label: texts("button.idea-status"),
    action: IDEA_STATUS,
    subject,
    everywhere: true,
    quiet: true,
  };
  if (!isOpen) return [status];
  return [
    { label: texts("button.vote-up"), action: "vote-up", subject, everywhere: true },
    { label: texts("button.vote-down"), action: "vote-down", subject, everywhere: true, quiet: true },
    status,
  ];
}
