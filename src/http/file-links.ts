import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

import type { FileRef } from "../domain/content.ts";
import type { DoorAnswer, Route } from "../domain/door.ts";
import { asFailure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";

/** Links to files that only we can make, and that work for a time. */
export interface FileLinksOptions {
  /** 32 bytes. Whoever has it can make links. */
  readonly key: Uint8Array;
  readonly publicUrl: string;
  readonly now: () => EpochMs;
  readonly log: Log;
}

/** Opens the file on the side it lies on. */
export type OpenFile = (
  file: FileRef,
  signal: AbortSignal,
) => Promise<{ readonly bytes: number | null; readonly body: AsyncIterable<Uint8Array> }>;

const PATH = "/files";
/** Files are fetched for whoever asks: not for many at once. */
const MOST_AT_ONCE = 8;

export function createFileLinks({ key, publicUrl, now, log }: FileLinksOptions) {
  const base = `${publicUrl.replace(/\/+$/, "")}${PATH}`;
  return {
    linkTo: (file: FileRef, until: EpochMs): string => `${base}?f=${seal(key, { file, until })}`,
    /** A link names a file of a conversation and nothing else: no address in it is ever called. */
    route(open: OpenFile): Route {
      let running = 0;
      return {
        method: "GET",
        path: PATH,
        async handle({ query }) {
          const link = unseal(key, new URLSearchParams(query).get("f") ?? "");
          if (link === null) return { status: 404, body: "There is no such file." };
          if (link.until <= now()) return { status: 410, body: "This link has expired." };
          if (running >= MOST_AT_ONCE) return { status: 503, body: "Try again in a moment." };
          running += 1;
          const release = () => (running -= 1);
          try {
            return await answerWith(link.file, open, release);
          } catch (thrown) {
            release();
            const { code, retry } = asFailure(thrown);
            log.warn("a linked file could not be opened", { code });
            return retry ? { status: 503, body: "Try again." } : { status: 404, body: "The file is gone." };
          }
        },
      };
    },
  };
}

async function answerWith(file: FileRef, open: OpenFile, release: () => void): Promise<DoorAnswer> {
  const stopping = new AbortController();
  const { bytes, body } = await open(file, stopping.signal);
  return {
    status: 200,
    // Never shown in the browser as a page of ours, whatever it is.
    contentType: "application/octet-stream",
    headers: {
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name.toWellFormed())}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'",
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      ...(bytes === null ? {} : { "content-length": String(bytes) }),
    },
    stream: bounded(body, file.bytes, () => {
      stopping.abort();
      release();
    }),
  };
}

/** Ends once, also when nobody ever began to read. */
function bounded(
  body: AsyncIterable<Uint8Array>,
  most: number,
  ended: () => void,
): AsyncIterable<Uint8Array> {
  let open = true;
  const end = () => {
    if (open) ended();
    open = false;
  };
  const pieces = counted(body, most, end);
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => pieces.next(),
      async return() {
        end();
        return pieces.return(undefined);
      },
    }),
  };
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  most: number,
  end: () => void,
): AsyncGenerator<Uint8Array, undefined> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > most) throw new Error("a file is larger than was told of it");
      yield chunk;
    }
  } finally {
    end();
  }
}

interface Link {
  readonly file: FileRef;
  readonly until: EpochMs;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM: the link tells nobody what it leads to, and a changed one opens nothing. */
function seal(key: Uint8Array, link: Link): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(JSON.stringify(withoutAddress(link)), "utf8"), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString("base64url");
}

/** The address would make links long, and has expired by the time they are used. */
function withoutAddress({ file, until }: Link): Link {
  return { file: file.from === "member" ? { ...file, url: "" } : file, until };
}

function unseal(key: Uint8Array, text: string): Link | null {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const body = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
    return JSON.parse(decipher.update(body, undefined, "utf8") + decipher.final("utf8")) as Link;
  } catch {
    return null;
  }
}
