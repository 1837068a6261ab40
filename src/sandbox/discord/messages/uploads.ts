import type { FileRequest, FileStore } from "../../files.ts";
import { DiscordError } from "../rest/errors.ts";

/** A multipart request: the JSON of `payload_json`, and the files beside it. */
export interface Upload {
  readonly body: string;
  readonly files: readonly FileRequest[];
}

export async function readUpload(files: FileStore, raw: Buffer, contentType: string): Promise<Upload> {
  const form = await new Response(new Uint8Array(raw), { headers: { "content-type": contentType } })
    .formData()
    .catch(() => {
      throw new DiscordError(400, 50_109, "The request body contains invalid multipart data.");
    });
  const payload = form.get("payload_json");
  const found: FileRequest[] = [];
  for (const [key, value] of form) {
    if (typeof value === "string" || !/^files\[\d+\]$/u.test(key)) continue;
    const file = files.put(Buffer.from(await value.arrayBuffer()));
    const named = value.type === "" ? null : value.type;
    found.push({ name: value.name, contentType: named, file, seconds: null, width: null, height: null });
  }
  return { body: typeof payload === "string" ? payload : "{}", files: found };
}
