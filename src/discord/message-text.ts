import { MessageFlags, type APIAttachment, type APIMessageSnapshotFields } from "discord-api-types/v10";

/** The parts of a message that can say something. */
type Contents = Pick<APIMessageSnapshotFields, "content" | "attachments" | "sticker_items" | "flags"> & {
  readonly poll?: { readonly question: { readonly text?: string } };
  readonly message_snapshots?: readonly { readonly message: Partial<APIMessageSnapshotFields> }[];
};

/**
 * The text of a message, and a note in brackets for each thing in it that is not text: what cannot be
 * carried over yet is at least not lost in silence. Never empty.
 */
export function messageText(message: Partial<Contents>): string {
  const lines = [...linesOf(message)];
  return lines.length === 0 ? "[message without text]" : lines.join("\n");
}

function* linesOf(message: Partial<Contents>): Generator<string> {
  if (message.content !== undefined && message.content.trim() !== "") yield message.content;
  const spoken = ((message.flags ?? 0) & MessageFlags.IsVoiceMessage) !== 0;
  for (const attachment of message.attachments ?? [])
    yield spoken ? voiceNote(attachment) : fileNote(attachment);
  for (const sticker of message.sticker_items ?? []) yield `[sticker: ${sticker.name}]`;
  if (message.poll !== undefined) yield `[poll: ${message.poll.question.text ?? "no question"}]`;
  for (const { message: forwarded } of message.message_snapshots ?? []) {
    yield `[forwarded] ${messageText(forwarded)}`;
  }
}

function fileNote(file: APIAttachment): string {
  return `[file: ${file.filename}, ${Math.ceil(file.size / 1024)} KiB]`;
}

function voiceNote(file: APIAttachment): string {
  return `[voice message, ${Math.ceil(file.duration_secs ?? 0)} s]`;
}
