import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";

/** A file that somebody sent. */
export interface StoredFile {
  readonly bytes: number;
  readonly sha256: string;
  open(): Readable;
}

/** What people and bots send; on disk, so that many large ones can pass. Gone when the sandbox closes. */
export interface FileStore {
  put(content: Buffer): StoredFile;
  /** As many bytes as asked for, made up as they are read. */
  made(bytes: number): StoredFile;
}

const CHUNK = 64 * 1024;

export function createFileStore(closing: AbortSignal): FileStore {
  let folder: string | null = null;
  let count = 0;
  const folderOf = () => {
    if (folder !== null) return folder;
    const made = mkdtempSync(join(tmpdir(), "flexcord-sandbox-"));
    closing.addEventListener("abort", () => rmSync(made, { recursive: true, force: true }), { once: true });
    folder = made;
    return made;
  };
  return {
    put(content) {
      count += 1;
      const path = join(folderOf(), String(count));
      writeFileSync(path, content);
      const sha256 = createHash("sha256").update(content).digest("hex");
      return { bytes: content.length, sha256, open: () => createReadStream(path) };
    },
    made(bytes) {
      const hash = createHash("sha256");
      for (const chunk of madeUp(bytes)) hash.update(chunk);
      return { bytes, sha256: hash.digest("hex"), open: () => Readable.from(madeUp(bytes)) };
    },
  };
}

function* madeUp(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(CHUNK, "flexcord sandbox ");
  for (let left = bytes; left > 0; left -= CHUNK) yield left >= CHUNK ? chunk : chunk.subarray(0, left);
}

/** A file as a control call describes it: by its content or only by its size. */
export interface FileRequest {
  readonly name: string;
  readonly contentType: string | null;
  readonly file: StoredFile;
  readonly seconds: number | null;
  readonly width: number | null;
  readonly height: number | null;
}

/** Reads `{ name, contentType?, bytes? | base64?, seconds?, width?, height? }`; undefined when it is none. */
export function readFileRequest(files: FileStore, value: unknown): FileRequest | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const { name, contentType, bytes, base64 } = given;
  const number = (key: string) => (typeof given[key] === "number" ? given[key] : null);
  if (typeof name !== "string") return undefined;
  const content = typeof base64 === "string" ? files.put(Buffer.from(base64, "base64")) : undefined;
  const file = content ?? (typeof bytes === "number" ? files.made(bytes) : undefined);
  if (file === undefined) return undefined;
  return {
    name,
    contentType: typeof contentType === "string" ? contentType : null,
    file,
    seconds: number("seconds"),
    width: number("width"),
    height: number("height"),
  };
}
