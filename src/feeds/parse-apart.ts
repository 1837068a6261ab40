import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { NewsItem } from "../community/ports.ts";
import { Failure } from "../domain/failure.ts";
import type { Parsed } from "./parse-worker.ts";

/** Ordinary feeds take milliseconds; a hostile one of five megabytes can take ten seconds. */
const LONGEST_MS = 5_000;
const MOST_MEMORY_MB = 256;

/**
 * Reads a document in a thread of its own, with an end in time and memory: members are answered within Discord's
 * three seconds, whatever a source sends. Rejects with "feed.invalid".
 */
export async function parseApart(
  document: string,
  where: string,
  signal: AbortSignal,
): Promise<readonly NewsItem[]> {
  // Sources run unbuilt, and built under another ending.
  const file = new URL(`./parse-worker${extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, {
    workerData: { document, where },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const late = AbortSignal.timeout(LONGEST_MS);
  const end = AbortSignal.any([signal, late]);
  try {
    const parsed = await new Promise<Parsed>((resolve, reject) => {
      worker.once("message", resolve).once("error", reject);
      worker.once("exit", () => reject(new Error("the thread ended")));
      end.addEventListener("abort", () => reject(new Error("it took too long")), { once: true });
    });
    if ("items" in parsed) return parsed.items;
    const { message, fix } = parsed.failed;
    throw new Failure("feed.invalid", message, { where, ...(fix === undefined ? {} : { fix }) });
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof Failure) throw thrown;
    throw new Failure("feed.invalid", "A source's document takes too much to read.", {
      where,
      cause: thrown,
    });
  } finally {
    await worker.terminate();
  }
}
