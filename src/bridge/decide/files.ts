import type { Conversation } from "../../domain/conversation.ts";
import { filesOf, type AgentFile, type MemberContent, type MemberFile } from "../../domain/content.ts";
import { kindOf, sizeText } from "../../domain/file-kind.ts";
import type { PostId, TransportMessageId } from "../../domain/ids.ts";
import type { Draft } from "./draft.ts";
import { isVoice } from "./wording.ts";

const HOUR_MS = 60 * 60_000;

/** Each file of a member's message is a line of its own on the agent's side, or its member hears why not. */
export function postFiles(
  draft: Draft,
  conversation: Conversation,
  postId: PostId,
  content: MemberContent = {},
): void {
  for (const [index, file] of filesOf(content).entries()) {
    if (isVoice(file)) continue;
    const refused = whyRefused(draft, file);
    if (refused === null) {
      draft.post(conversation, { voice: "member", text: "", postId, file, part: index + 1 });
    } else {
      refuseFile(draft, conversation, file, refused);
    }
  }
}

/** Why the agents' side does not take the file, as its member reads it; null when it does. */
function whyRefused({ context, texts }: Draft, file: MemberFile): string | null {
  const { mostBytes, mostPixels, kinds } = context.files.towardAgent;
  if (file.bytes > mostBytes || (file.pixels ?? 0) > mostPixels) {
    return texts("file.too-large", { file: file.name, limit: sizeText(mostBytes) });
  }
  if (kindOf(file, kinds) !== null) return null;
  return texts("file.kind-refused", { file: file.name, kinds: kinds.map(({ name }) => name).join(", ") });
}

/** Both sides hear of a file that does not come through. */
export function refuseFile(draft: Draft, conversation: Conversation, file: MemberFile, why: string): void {
  draft.notice(why);
  const facts = { name: draft.member.displayName, file: file.name, size: sizeText(file.bytes) };
  draft.post(conversation, { voice: "notice", text: draft.agentTexts("agent.file-refused", facts) });
}

/** Each file of an agent's line, as a post of its own or, where Discord does not take it, as a link. */
export function sayFiles(
  draft: Draft,
  files: readonly AgentFile[],
  lineId: TransportMessageId | undefined,
): void {
  for (const [index, file] of files.entries()) {
    const about = { ...(lineId === undefined ? {} : { lineId }), part: index + 1 };
    if (file.bytes > draft.context.files.towardMember.mostBytes) {
      draft.say({ voice: "agent", text: linkText(draft, file), ...about });
    } else {
      draft.say({ voice: "agent", text: "", file, ...about });
    }
  }
}

/** The file stays where it is, and can be fetched through us for a time. */
export function linkText({ context, texts }: Draft, file: AgentFile): string {
  const { linkHours: hours } = context.files;
  const link = context.linkTo(file, context.now + hours * HOUR_MS);
  return `${texts("file.link", { file: file.name, size: sizeText(file.bytes), hours })}\n${link}`;
}
