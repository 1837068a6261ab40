import type { EpochMs } from "../domain/ids.ts";
import type { Texts } from "../texts/texts.ts";
import { isNoteText } from "./note.ts";
import type { Transcript, TranscriptLine } from "./ports.ts";

interface Told extends Transcript {
  readonly memberName: string;
  readonly notePrefix: string | null;
  readonly texts: Texts;
}

/** What was said, as a text for whoever reads `texts`. What agents note among themselves is not part of it. */
export function transcriptText(transcript: Told): string {
  const { conversation, memberName, texts } = transcript;
  const { caseNumber } = conversation;
  const title = [
    texts("transcript.title", { name: memberName }),
    ...(caseNumber === null ? [] : [texts("transcript.case", { case: caseNumber })]),
    texts("transcript.times"),
  ];
  return `${[...title, "", ...transcriptLines(transcript)].join("\n")}\n`;
}

/** Its lines alone, each with its time and who said it. */
export function transcriptLines({
  lines,
  notePrefix,
  conversation,
  memberName,
  texts,
}: Told): readonly string[] {
  const names = new Map(conversation.desk.work.map(({ agent }) => [agent?.author, agent?.name]));
  const nameOf = ({ from, author }: TranscriptLine): string => {
    if (from === "member") return memberName;
    if (from === "assistant") return texts("transcript.assistant");
    return names.get(author ?? undefined) || texts("transcript.agent");
  };
  return lines
    .filter(({ text }) => !isNoteText(text ?? "", notePrefix))
    .map((line) => `[${timeOf(line.at)}] ${nameOf(line)}: ${line.text ?? texts("transcript.gone")}`);
}

function timeOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}
