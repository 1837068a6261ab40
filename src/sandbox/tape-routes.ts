import type { FastifyInstance } from "fastify";

import { ControlError } from "./control-error.ts";
import type { Tape, TapeEntry } from "./tape.ts";

const VENDORS: readonly TapeEntry["vendor"][] = ["discord", "twilio", "callback", "gateway"];

/** Adds GET /control/tape to `app`. */
export function serveTape(app: FastifyInstance, tape: Tape): void {
  app.get<{ Querystring: Record<string, string | undefined> }>("/control/tape", async (request) => {
    const after = wholeNumber(request.query, "after");
    const limit = wholeNumber(request.query, "limit");
    const vendor = vendorOf(request.query["vendor"]);
    const entries = tape.read({
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit }),
      ...(vendor === undefined ? {} : { vendor }),
    });
    return { entries, last: entries.at(-1)?.n ?? after ?? 0 };
  });
}

function wholeNumber(query: Record<string, string | undefined>, key: string): number | undefined {
  const text = query[key];
  if (text === undefined) return undefined;
  if (!/^\d+$/u.test(text)) throw new ControlError(400, `"${key}" must be a whole number, not "${text}".`);
  return Number(text);
}

function vendorOf(text: string | undefined): TapeEntry["vendor"] | undefined {
  if (text === undefined) return undefined;
  const vendor = VENDORS.find((known) => known === text);
  if (vendor === undefined) throw new ControlError(400, `"vendor" must be one of ${VENDORS.join(", ")}.`);
  return vendor;
}
