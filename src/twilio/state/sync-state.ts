import { brotliCompressSync, brotliDecompressSync } from "node:zlib";

import type { Clock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { StateStore, StateText } from "../../provision/ports.ts";
import type { TwilioClient } from "../client.ts";
import { twilioFailure } from "../failures.ts";
import { createLease } from "./lease.ts";
import { isTaken } from "./taken.ts";

export interface SyncStateOptions {
  readonly client: TwilioClient;
  /** Names the documents: `<name>` and `<name>.lock`. */
  readonly name: string;
  readonly clock: Clock;
  /** Who holds the lease, for whoever else wants it. */
  readonly holder: string;
}

/** A Sync document holds 16 KiB; a little less leaves room for the JSON around the text. */
const MOST_BYTES = 16_000;

/**
 * The identity map in a document of the account's default Sync service: every write names the revision it
 * replaces, and a second document with a time to live is the lock. So a deploy in CI needs no commit.
 */
export function createSyncState({ client, name, clock, holder }: SyncStateOptions): StateStore {
  const documents = client.sync.v1.services("default").documents;
  const place = `the Twilio Sync document ${name}`;
  const lease = createLease({ documents, name: `${name}.lock`, clock, holder });
  return {
    place,
    async read(): Promise<StateText | null> {
      try {
        const { data, revision } = await documents(name).fetch();
        return { text: unpack(data, place), revision };
      } catch (error) {
        const failure = twilioFailure(error, `read ${place}`);
        if (failure.code === "twilio.not-found") return null;
        throw failure;
      }
    },
    async write(text, over) {
      const data = pack(text, place);
      try {
        const written = await (over === null
          ? documents.create({ uniqueName: name, data })
          : documents(name).update({ data, ifMatch: over }));
        return written.revision;
      } catch (error) {
        throw isTaken(error) ? moved(place, error) : twilioFailure(error, `write ${place}`);
      }
    },
    lock: () => lease.take(),
    unlock: () => lease.breakOpen(),
  };
}

function moved(place: string, cause: unknown): Failure {
  return new Failure("state.conflict", `Somebody else changed ${place} in the meantime.`, {
    fix: "Plan again. If two deploys ran at once, look at what each has made.",
    cause,
  });
}

function pack(text: string, place: string): { readonly brotli: string } {
  const brotli = brotliCompressSync(text).toString("base64");
  if (brotli.length <= MOST_BYTES) return { brotli };
  throw new Failure(
    "store.unavailable",
    `The identity map no longer fits into ${place}: Sync takes 16 KiB.`,
    {
      fix: "Set state.backend to file, and move the map there with `flexcord state rebuild`.",
    },
  );
}

function unpack(data: unknown, place: string): string {
  const { brotli } = (data ?? {}) as { readonly brotli?: unknown };
  try {
    if (typeof brotli !== "string") throw new TypeError("no text");
    return brotliDecompressSync(Buffer.from(brotli, "base64")).toString("utf8");
  } catch (cause) {
    throw new Failure("store.corrupt", `${place} does not hold an identity map.`, {
      fix: "Find everything again with `flexcord state rebuild`.",
      cause,
    });
  }
}
