import type { Media } from "../media/media.ts";

/** A file as people see it on a message. */
export function showFile({ sid, filename, contentType, file }: Media): object {
  return { sid, name: filename, contentType, bytes: file.bytes, sha256: file.sha256 };
}
