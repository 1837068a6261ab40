import type { Posted, TransportLine } from "../../bridge/ports.ts";
import { Failure } from "../../domain/failure.ts";
import type { TransportMessageId } from "../../domain/ids.ts";
import { keyOf } from "../attributes.ts";

/** A page of messages, the newest first. */
interface Page {
  readonly instances: readonly {
    readonly sid: string;
    readonly index: number;
    readonly attributes: string;
    readonly dateCreated: Date | null;
  }[];
  nextPage(): Promise<Page> | undefined;
}

/** By how much Twilio's clock may be behind ours. */
const CLOCKS_DIFFER_MS = 10 * 60_000;

/** Reads backwards, page by page, as far as the line can be. `turn` gives the first page, and the one after each. */
export async function findByKey(
  { key, decidedAt }: Pick<TransportLine, "key" | "decidedAt">,
  turn: (page: Page | undefined) => Promise<Page | undefined>,
): Promise<Posted | null> {
  const since = decidedAt - CLOCKS_DIFFER_MS;
  for (let page = await turn(undefined); page !== undefined; page = await turn(page)) {
    const { instances } = page;
    const ours = instances.find(({ attributes }) => keyOf(attributes) === key);
    if (ours !== undefined) return posted(ours);
    if (instances.every(({ dateCreated }) => dateCreated !== null && dateCreated.getTime() < since))
      return null;
  }
  return null;
}

export function posted({ sid, index }: { readonly sid: unknown; readonly index: unknown }): Posted {
  if (typeof sid === "string" && sid !== "" && typeof index === "number") {
    return { id: sid as TransportMessageId, index };
  }
  throw new Failure("twilio.unavailable", "Twilio's answer names no message.");
}
