import type { FileRef } from "../../domain/content.ts";

/** A file as it comes: to be read once, and never held whole where it need not be. */
export interface FileStream {
  readonly name: string;
  readonly contentType: string;
  /** Null when its side does not tell before the end. */
  readonly bytes: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A file on its way to the other side. Opened only when nothing of it is there yet. */
export interface Passing {
  readonly name: string;
  readonly contentType: string;
  /** Rejects with "file.unreachable" or "file.refused". */
  open(signal: AbortSignal): Promise<FileStream>;
}

/** Addresses of ours at which a file can be had for a time. */
export interface FileLinks {
  linkTo(file: FileRef, until: number): string;
}
