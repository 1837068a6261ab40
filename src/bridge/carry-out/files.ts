import type { FileRef } from "../../domain/content.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import { fileKinds, kindOf } from "../../domain/file-kind.ts";
import type { Due, FileStream, Passing } from "../ports.ts";
import type { CarryOutContext } from "./context.ts";

/** A file that cannot be had is not waited for as long as a side that is down: lines stand behind it. */
const MOST_TRIES = 4;

/** The file, to be opened on the side it lies on when it is needed. */
export function passing(context: CarryOutContext, { attempts }: Due, file: FileRef): Passing {
  return {
    name: file.name,
    contentType: file.contentType ?? "application/octet-stream",
    async open(signal) {
      try {
        const stream = await open(context, file, signal);
        return { ...stream, body: checked(stream, file) };
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (failure.code !== "file.unreachable" || attempts + 1 < MOST_TRIES) throw failure;
        throw new Failure("file.refused", failure.message, { cause: failure });
      }
    },
  };
}

function open({ memberSide, transport }: CarryOutContext, file: FileRef, signal: AbortSignal) {
  return file.from === "member" ? memberSide.openFile(file, signal) : transport.openFile(file, signal);
}

const FIRST_BYTES = 16;

/** Never more than was told of it, and of a member's file only what it claims to be. */
async function* checked({ body }: FileStream, file: FileRef): AsyncGenerator<Uint8Array> {
  const kind = file.from === "member" ? kindOf(file, Object.values(fileKinds)) : null;
  let bytes = 0;
  let first: Uint8Array = new Uint8Array();
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > file.bytes) throw new Failure("file.refused", "A file is larger than was told of it.");
    if (first.length < FIRST_BYTES) {
      first = Buffer.concat([first, chunk.subarray(0, FIRST_BYTES - first.length)]);
      if (kind?.begins(first) === false) {
        throw new Failure("file.refused", "A file is not of the kind that it claims to be.");
      }
    }
    yield chunk;
  }
}
