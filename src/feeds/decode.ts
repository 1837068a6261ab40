import { Failure } from "../domain/failure.ts";

/** How far an XML declaration can reach. */
const DECLARATION_BYTES = 200;

/** A document's text, in the encoding that its header or itself names; UTF-8 when neither does. */
export function decodeDocument(body: Buffer, contentType: string | undefined, where: string): string {
  const start = body.subarray(0, DECLARATION_BYTES).toString("latin1");
  const named =
    /charset="?([\w-]+)/iu.exec(contentType ?? "")?.[1] ??
    /^\s*(?:\u00EF\u00BB\u00BF)?<\?xml[^>]*encoding=["']([\w-]+)/iu.exec(start)?.[1];
  try {
    return new TextDecoder(named ?? "utf-8").decode(body);
  } catch (thrown) {
    throw new Failure("feed.invalid", "A source's document is in an encoding that nobody knows.", {
      where,
      cause: thrown,
    });
  }
}
