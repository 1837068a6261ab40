import { filesOf, type MemberContent, type MemberFile } from "../../domain/content.ts";
import type { Draft } from "./draft.ts";
import { firstCharacters, quoted } from "./quote.ts";

/** A reply reminds of what it replies to. */
const LONGEST_REPLY_QUOTE = 120;
const HOUR_MS = 60 * 60_000;

/** Everything a member's message says in words, as the agent is to read it; empty when it is files alone. */
export function wordsOf(draft: Draft, text: string, content: MemberContent = {}): string {
  const { agentTexts } = draft;
  const parts = [
    ...replyParts(content),
    ...(text.trim() === "" ? [] : [text]),
    ...(content.stickers ?? []).map((name) => agentTexts("agent.sticker", { name })),
    ...(content.poll === undefined ? [] : [pollText(draft, content.poll)]),
    ...(content.forwarded ?? []).map(({ text: words }) => forwardedText(draft, words)),
    ...filesOf(content).flatMap((file) => voiceText(draft, file)),
  ];
  return parts.join("\n");
}

/** Characters that nobody sees say nothing. */
export function isBlank(text: string): boolean {
  return /^[\s\p{C}\u115F\u1160\u2800\u3164\uFFA0]*$/u.test(text);
}

export const isVoice = ({ voiceSeconds }: MemberFile): boolean => voiceSeconds !== undefined;

function replyParts({ reply }: MemberContent): readonly string[] {
  if (reply === undefined || reply.text === null || reply.text.trim() === "") return [];
  return [quoted(firstCharacters(reply.text, LONGEST_REPLY_QUOTE))];
}

function pollText({ agentTexts }: Draft, { question, answers }: NonNullable<MemberContent["poll"]>): string {
  return [agentTexts("agent.poll", { question }), ...answers.map((answer) => `- ${answer}`)].join("\n");
}

function forwardedText({ agentTexts }: Draft, words: string): string {
  const label = agentTexts("agent.forwarded");
  return words.trim() === "" ? label : `${label}\n${quoted(words)}`;
}

/** Flex plays no voice messages of Discord's kind: the agent gets a link to listen by. */
function voiceText(draft: Draft, file: MemberFile): readonly string[] {
  if (file.voiceSeconds === undefined) return [];
  const { files, linkTo, now } = draft.context;
  const link = linkTo(file, now + files.linkHours * HOUR_MS);
  return [draft.agentTexts("agent.voice", { seconds: Math.ceil(file.voiceSeconds), link })];
}
