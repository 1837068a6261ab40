import type { Control, TapeEntry } from "../../../src/demo/control.ts";
import { readOn } from "../../journey/support/tape.ts";

/** Where a line shows on the tape: as it sets out toward us, and as it comes out on the other side. */
interface Way {
  readonly sent: (entry: TapeEntry) => boolean;
  readonly arrived: (entry: TapeEntry) => boolean;
}

export const TO_AGENTS: Way = {
  sent: ({ vendor }) => vendor === "gateway",
  arrived: ({ vendor, method, path }) =>
    vendor === "twilio" && method === "POST" && path.endsWith("/Messages"),
};

export const TO_MEMBERS: Way = {
  sent: ({ vendor }) => vendor === "callback",
  arrived: ({ vendor, method, path }) =>
    vendor === "discord" && method === "POST" && path.endsWith("/messages"),
};

/** The tape's end as it is now; what is read later begins there. */
export async function endOf(control: Control): Promise<number> {
  const end = await readOn(control, ends.get(control) ?? 0, () => undefined);
  ends.set(control, end);
  return end;
}

const ends = new WeakMap<Control, number>();

const QUIET_MS = 3_000;
const LONGEST_MS = 180_000;

/**
 * Waits until nobody has written anything for a while. A conversation that was opened has a card, a task and a place in
 * a queue afterwards; the ways that are compared with the daemon have none of it, so it is over before they are.
 */
export async function untilQuiet(control: Control): Promise<void> {
  const began = Date.now();
  let last = began;
  for (let seen = await endOf(control); Date.now() - last < QUIET_MS && Date.now() - began < LONGEST_MS;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    seen = await readOn(control, seen, ({ vendor, method }) => {
      const isCall = vendor === "discord" || vendor === "twilio";
      if (isCall && method !== "GET") last = Date.now();
    });
  }
}

/** Waits until so many lines have come through, and pairs them with their dispatches by their text. */
export async function arrivals(
  control: Control,
  {
    after,
    count,
    text,
    way,
  }: { readonly after: number; readonly count: number; readonly text: RegExp; readonly way: Way },
): Promise<readonly { readonly sent: number; readonly arrived: number }[]> {
  const sent = new Map<string, number>();
  const arrived = new Map<string, number>();
  let seen = after;
  for (const deadline = Date.now() + 300_000; arrived.size < count;) {
    if (Date.now() > deadline) throw new Error(`only ${arrived.size} of ${count} lines arrived`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    seen = await readOn(control, seen, (entry) => {
      if (!way.sent(entry) && !way.arrived(entry)) return;
      const [found] = text.exec(decodeURIComponent(entry.requestBody.replaceAll("+", " "))) ?? [];
      if (found !== undefined) (way.sent(entry) ? sent : arrived).set(found, entry.at);
    });
  }
  return [...arrived].map(([line, at]) => ({ sent: sent.get(line) ?? at, arrived: at }));
}
