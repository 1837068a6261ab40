import type { AgentFile } from "../domain/content.ts";
import type { FileId, TransportConversationId } from "../domain/ids.ts";

/** The files of a message, as the API lists them or, spelled otherwise, a webhook does. Unreadable ones are none. */
export function mediaFiles(conversation: TransportConversationId, media: unknown): readonly AgentFile[] {
  if (!Array.isArray(media)) return [];
  return media.flatMap((one: unknown) => {
    const file = mediaFile(conversation, one);
    return file === null ? [] : [file];
  });
}

/** The `Media` parameter of a webhook: JSON in a string. */
export function parseMedia(
  conversation: TransportConversationId,
  text: string | undefined,
): readonly AgentFile[] {
  if (text === undefined) return [];
  try {
    return mediaFiles(conversation, JSON.parse(text));
  } catch {
    return [];
  }
}

function mediaFile(conversation: TransportConversationId, media: unknown): AgentFile | null {
  if (typeof media !== "object" || media === null) return null;
  const fields = new Map(
    Object.entries(media).map(([key, value]) => [key.toLowerCase().replace("_", ""), value]),
  );
  const [sid, size] = [fields.get("sid"), fields.get("size")];
  if (typeof sid !== "string" || !/^ME[0-9a-fA-F]{32}$/.test(sid)) return null;
  const contentType = textOf(fields.get("contenttype"));
  return {
    from: "agent",
    transportConversationId: conversation,
    fileId: sid as FileId,
    name: textOf(fields.get("filename")) ?? `file.${contentType?.split("/")[1] ?? "bin"}`,
    contentType,
    bytes: typeof size === "number" && size >= 0 ? size : 0,
  };
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : null);
