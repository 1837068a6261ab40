import type { Case } from "../../domain/case.ts";
import type { Texts } from "../../texts/texts.ts";
import { shortened } from "../../domain/shortened.ts";
import { asWritten, LINK } from "../as-written.ts";
import type { Button } from "../effect.ts";
import type { CommunityPost, PostContent } from "../ports.ts";
import type { ReportRules } from "./rules.ts";

const LONGEST_DESCRIPTION = 1_800;
const LONGEST_TITLE = 100;

/** A reported message as moderators read it. Nothing that anybody wrote means anything to Discord. */
export function reportPost(
  found: Case,
  texts: Texts,
  { channelId }: ReportRules,
): PostContent & Pick<CommunityPost, "channelId"> {
  const { number, status, title, description, reporters, assignee } = found;
  const isOver = status === "resolved" || status === "closed";
  const told = shortened(description.trim(), LONGEST_DESCRIPTION)
    .split("\n")
    .map((line) => (LINK.test(line) ? line : asWritten(line)));
  return {
    channelId,
    title: shortened(`${number}: ${title}`, LONGEST_TITLE),
    text: texts("post.report", { case: number, status: texts(`post.report-${status}`) }),
    details: [
      ...told,
      "",
      texts("post.reported-by", { count: reporters.length + 1 }),
      ...(assignee === null ? [] : [texts("post.taken-by", { name: asWritten(assignee) })]),
    ],
    tone: status === "resolved" ? "done" : isOver ? "over" : "open",
    tags: [],
    buttons: isOver ? [] : buttonsOf(number, assignee === null, texts),
  };
}

function buttonsOf(number: number, isFree: boolean, texts: Texts): readonly Button[] {
  const subject = String(number);
  return [
    ...(isFree
      ? [{ label: texts("button.take"), action: "report-take", subject, everywhere: true } as const]
      : []),
    { label: texts("button.report-done"), action: "report-done", subject, everywhere: true },
    {
      label: texts("button.report-dismiss"),
      action: "report-dismiss",
      subject,
      everywhere: true,
      quiet: true,
    },
  ];
}
