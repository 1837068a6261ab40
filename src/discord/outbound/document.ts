import type { MemberDocument } from "../../bridge/ports.ts";
import type { PostId } from "../../domain/ids.ts";
import { keepDoubt, writeOnce, type Writing } from "./single-post.ts";

/** Discord takes ten MiB; what is longer loses its beginning. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Writes a line with a text file. */
export function sendDocument(
  writing: Writing,
  { text, document, ...line }: MemberDocument,
  signal: AbortSignal,
): Promise<PostId> {
  const data = Buffer.from(document.content, "utf8");
  const files = [
    {
      name: document.name,
      contentType: "text/plain; charset=utf-8",
      data: data.subarray(Math.max(0, data.length - MOST_BYTES)),
    },
  ];
  const body = { content: text, components: [] };
  const post = { ...line, what: "a document", body, files };
  return keepDoubt(line.inDoubt, () => writeOnce(writing, post, signal));
}
