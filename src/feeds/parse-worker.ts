import { parentPort, workerData } from "node:worker_threads";
import type { NewsItem } from "../community/ports.ts";
import { asFailure } from "../domain/failure.ts";
import { parseItems } from "./parse.ts";

/** What the thread that began it is told. */
export type Parsed =
  | { readonly items: readonly NewsItem[] }
  | { readonly failed: { readonly message: string; readonly fix: string | undefined } };

const { document, where } = workerData as { readonly document: string; readonly where: string };
parentPort?.postMessage(outcome(), []);

function outcome(): Parsed {
  try {
    return { items: parseItems(document, where) };
  } catch (thrown) {
    const { message, fix } = asFailure(thrown);
    return { failed: { message, fix } };
  }
}
