import type { Case } from "../../domain/case.ts";
import type { Texts } from "../../texts/texts.ts";
import { onOneLine, shortened } from "../../domain/shortened.ts";
import { asWritten, LINK } from "../as-written.ts";
import type { Button } from "../effect.ts";
import type { CommunityPost, PostContent } from "../ports.ts";
import { ADD_DETAILS } from "./bug-form.ts";
import { severityText } from "./severity.ts";
import type { BugRules } from "./rules.ts";

/** In code points: escaped, they stay within what Discord takes. */
const LONGEST_DESCRIPTION = 1_500;
const LONGEST_TITLE = 100;

/** A bug as everybody reads it. Nothing a member wrote means anything to Discord. */
export function bugPost(
  found: Case,
  texts: Texts,
  { channelId, tags }: BugRules,
): PostContent & Pick<CommunityPost, "channelId"> {
  const { number, status, duplicateOf } = found;
  const tag = tags[status];
  const title = onOneLine(found.title);
  const isOver = status === "resolved" || status === "closed";
  return {
    channelId,
    title: shortened(`${number}: ${title}`, LONGEST_TITLE),
    text: texts(duplicateOf === null ? "post.bug" : "post.bug-duplicate", {
      case: number,
      status: texts(`post.${status}`),
      other: duplicateOf ?? 0,
    }),
    details: detailsOf(found, texts),
    tone: status === "resolved" ? "done" : isOver ? "over" : "open",
    tags: tag === null ? [] : [tag],
    buttons: isOver ? [] : buttonsOf(found, texts),
  };
}

function detailsOf({ title, description, priority, tags, reporters }: Case, texts: Texts): readonly string[] {
  const about = [
    texts("post.severity", { severity: severityText(priority, texts) }),
    ...(tags.length === 0 ? [] : [texts("post.area", { area: asWritten(tags.join(", ")) })]),
    ...(reporters.length === 0 ? [] : [texts("post.reporters", { count: reporters.length })]),
  ];
  const told = shortened(description.trim(), LONGEST_DESCRIPTION)
    .split("\n")
    .map((line) => (LINK.test(line) ? line : asWritten(line)));
  return [`**${asWritten(title)}**`, ...told, "", ...about];
}

function buttonsOf({ number }: Case, texts: Texts): readonly Button[] {
  const subject = String(number);
  return [
    { label: texts("button.me-too"), action: "me-too", subject, everywhere: true },
    { label: texts("button.add-details"), action: ADD_DETAILS, subject, everywhere: true, quiet: true },
  ];
}
