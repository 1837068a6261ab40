import { createHmac } from "node:crypto";
import type { FileRequest } from "../../files.ts";
import { refusal } from "../rest/errors.ts";
import type { Attachment } from "./model.ts";
import type { World } from "../world.ts";

/** The default for files; the whole request may be larger. */
const LARGEST_FILE = 10 * 1024 * 1024;
const MOST_FILES = 10;
export const CDN_PREFIX = "/discord/cdn";

/** What a bot uploads is bounded; throws what Discord answers. */
export function requireUploadable(files: readonly FileRequest[]): void {
  if (files.length > MOST_FILES) throw refusal("tooManyAttachments");
  if (files.some(({ file }) => file.bytes > LARGEST_FILE)) throw refusal("entityTooLarge");
}

export function attach(
  world: World,
  { name, contentType, file, seconds, width, height }: FileRequest,
): Attachment {
  // Discord keeps letters, digits, dots, dashes and underscores of a name.
  const filename = name.replaceAll(/[^\p{L}\p{N}._-]+/gu, "_");
  return { id: world.nextId(), filename, contentType, file, seconds, width, height };
}

/** Addresses are signed and expire: `ex` when, `is` since when, in hexadecimal seconds. */
function addressOf(world: World, folder: string, { id, filename }: Attachment): string {
  const now = Math.floor(world.context.now() / 1000);
  const ex = (now + Math.ceil(world.attachmentLifeMs / 1000)).toString(16);
  const is = now.toString(16);
  const path = `/${folder}/${id}/${encodeURIComponent(filename)}`;
  return `${world.context.baseUrl()}${CDN_PREFIX}${path}?ex=${ex}&is=${is}&hm=${signatureOf(world, path, ex)}&`;
}

export function isGoodAddress(
  world: World,
  path: string,
  { ex = "", hm = "" }: Readonly<Record<string, string | undefined>>,
) {
  const expires = Number.parseInt(ex, 16) * 1000;
  return hm === signatureOf(world, path, ex) && expires > world.context.now();
}

function signatureOf(world: World, path: string, ex: string): string {
  return createHmac("sha256", world.identity.token).update(`${path}?${ex}`).digest("hex");
}

/** An attachment as the API shows it. */
export function attachmentToWire(world: World, channelId: string, attachment: Attachment): object {
  return toWire(world, `attachments/${channelId}`, attachment);
}

/** What was sent with a form: it belongs to no message and is removed after a while (documented). */
export function ephemeralToWire(world: World, userId: string, attachment: Attachment): object {
  return { ...toWire(world, `ephemeral-attachments/${userId}`, attachment), ephemeral: true };
}

function toWire(world: World, folder: string, attachment: Attachment): object {
  const { id, filename, contentType, file, seconds, width, height } = attachment;
  const url = addressOf(world, folder, attachment);
  return {
    id,
    filename,
    size: file.bytes,
    url,
    proxy_url: url,
    ...(contentType === null ? {} : { content_type: contentType }),
    ...(width === null || height === null ? {} : { width, height }),
    ...(seconds === null ? {} : { duration_secs: seconds, waveform: "AAAAAAAAAAAAAA==" }),
  };
}
