import { constants, createDeflate } from "node:zlib";

import type { WebSocket } from "ws";

import type { Wire } from "./sessions.ts";

/** Texts as they are. */
export function createPlainWire(socket: WebSocket): Wire {
  return {
    send: (text) => socket.send(text),
    close: (code, reason) => socket.close(code, reason),
  };
}

/** One zlib stream over all messages of the connection, flushed after each (documented: zlib-stream). */
export function createZlibWire(socket: WebSocket): Wire {
  const deflate = createDeflate();
  let compressed: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => compressed.push(chunk));
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void> | void) => {
    last = last.then(work);
  };
  socket.once("close", () => inTurn(() => void deflate.destroy()));
  return {
    send(text) {
      inTurn(async () => {
        await new Promise<void>((resolve) => {
          deflate.write(text);
          deflate.flush(constants.Z_SYNC_FLUSH, resolve);
        });
        socket.send(Buffer.concat(compressed));
        compressed = [];
      });
    },
    close: (code, reason) => inTurn(() => socket.close(code, reason)),
  };
}
