import type { StoredFile } from "../../files.ts";

/** A file that the media service keeps. */
export interface Media {
  readonly sid: string;
  /** The chat service it was sent to: no other one's messages can carry it. */
  readonly serviceSid: string;
  readonly filename: string | null;
  readonly contentType: string;
  readonly file: StoredFile;
  readonly author: string | null;
  readonly createdAt: number;
}

/** Chat takes files up to this size (documented). */
export const LARGEST_MEDIA = 150 * 1024 * 1024;
/** How long a temporary address is good; the documentation gives no more than "short-lived". */
export const ADDRESS_LIFE_MS = 5 * 60_000;

/** What Flex lets its web channel carry, each way (documented for agents, assumed for customers). */
export const FLEX_FILES = {
  mostBytes: 16_777_216,
  types: [
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/heic",
    "audio/amr",
    "audio/mpeg",
    "video/mp4",
    "application/pdf",
    "text/plain",
  ],
} as const;

/** The entry of a message's `media`. */
export function mediaEntry({ sid, filename, contentType, file }: Media) {
  return { sid, category: "media", filename, content_type: contentType, size: file.bytes };
}

/** The same in a webhook's parameters, whose keys are spelled otherwise. */
export function webhookEntry({ sid, filename, contentType, file }: Media) {
  return { Sid: sid, Filename: filename, ContentType: contentType, Size: file.bytes };
}
