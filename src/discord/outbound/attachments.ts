import { API } from "@discordjs/core/http-only";
import type { REST } from "@discordjs/rest";
import type { APIAttachment, APIMessage } from "discord-api-types/v10";
import type { FileStream, Passing } from "../../bridge/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import type { MemberFile, ReportFile } from "../../domain/content.ts";
import type { PostId } from "../../domain/ids.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import { isAllowed, openRemote, type AllowedHosts } from "../../domain/remote-file.ts";
import { callDiscord } from "../rest/call.ts";

/** The largest file of a bot without boosts (documented since January 2025). */
const LARGEST_FILE = 10 * 1024 * 1024;
/** Where attachments lie (documented). */
export const ATTACHMENT_HOSTS = ["cdn.discordapp.com", "media.discordapp.net"] as const;
/** The library sends whole files only, so few are held at once. */
const HELD_AT_ONCE = 2;
/** An address that is good for less is taken for expired. */
const MARGIN_MS = 60_000;

interface Fetching {
  readonly rest: REST;
  readonly clock: Clock;
  readonly allowed: AllowedHosts;
}

/** A file and the message by which its address is found again; null when it is part of none. */
interface Lying extends Pick<MemberFile, "fileId" | "name" | "contentType" | "url"> {
  readonly message: { readonly channelId: string; readonly postId: PostId } | null;
}

/** Opens an attachment where it lies. Its address is signed and expires, and is then asked for anew. */
export function openAttachment(
  fetching: Fetching,
  file: MemberFile,
  signal: AbortSignal,
): Promise<FileStream> {
  const { placeId: channelId, postId } = file;
  return openLying(fetching, { ...file, message: { channelId, postId } }, signal);
}

/** The same for a file of a report. What was sent with a form is gone for good once its address has expired (documented). */
export function openReportFile(
  fetching: Fetching,
  file: ReportFile,
  signal: AbortSignal,
): Promise<FileStream> {
  return openLying(fetching, file, signal);
}

async function openLying(fetching: Fetching, file: Lying, signal: AbortSignal): Promise<FileStream> {
  const known = isGood(fetching, file.url) ? file.url : await addressOf(fetching, file, signal);
  const { contentType, bytes, body } = await openRemote(known, fetching.allowed, signal);
  const type = file.contentType ?? contentType ?? "application/octet-stream";
  return { name: file.name, contentType: type, bytes, body };
}

/** `ex` is when it expires, in hexadecimal seconds (documented). */
function isGood({ clock, allowed }: Fetching, address: string): boolean {
  const expires = Number.parseInt(URL.parse(address)?.searchParams.get("ex") ?? "", 16) * 1000;
  return isAllowed(address, allowed) && expires - MARGIN_MS > clock.now();
}

async function addressOf(
  { rest, clock }: Fetching,
  { message, fileId }: Lying,
  signal: AbortSignal,
): Promise<string> {
  if (message === null) throw new Failure("file.refused", "A file was sent with a form and has expired.");
  const doing = "asking for an attachment's address";
  const api = new API(rest);
  const run = (signal: AbortSignal) => api.channels.getMessage(message.channelId, message.postId, { signal });
  try {
    const found = attachmentsOf(await callDiscord({ doing, signal, clock, run }));
    const url = found.find(({ id }) => id === fileId)?.url;
    if (url !== undefined) return url;
  } catch (thrown) {
    const { code, message, retry } = asFailure(thrown);
    if (retry || code === "discord.auth") throw new Failure("file.unreachable", message);
  }
  throw new Failure("file.refused", "An attachment is not there any more.");
}

function attachmentsOf({
  attachments,
  message_snapshots: snapshots = [],
}: APIMessage): readonly APIAttachment[] {
  return [...attachments, ...snapshots.flatMap(({ message }) => message.attachments ?? [])];
}

/** A file as a request carries it. */
export interface Upload {
  readonly name: string;
  readonly contentType: string;
  readonly data: Buffer;
}

/** Holds a file for as long as `send` takes; who comes when too many are held waits. */
export type Holding = <Result>(
  file: Passing,
  signal: AbortSignal,
  send: (upload: Upload) => Promise<Result>,
) => Promise<Result>;

export function createHolding(): Holding {
  let held = 0;
  const waiting: (() => void)[] = [];
  return async (file, signal, send) => {
    if (held < HELD_AT_ONCE) held += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await send(await read(file, signal));
    } finally {
      const next = waiting.shift();
      if (next === undefined) held -= 1;
      else next();
    }
  };
}

async function read(file: Passing, signal: AbortSignal): Promise<Upload> {
  const { name, contentType, body } = await file.open(signal);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > LARGEST_FILE) throw new Failure("file.refused", "A file is larger than Discord takes.");
    chunks.push(chunk);
  }
  return { name, contentType, data: Buffer.concat(chunks) };
}
