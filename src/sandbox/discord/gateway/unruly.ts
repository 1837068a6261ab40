import type { SandboxContext } from "../../context.ts";
import type { Dispatch } from "./dispatch.ts";

/** A reordered event is sent after the next one, or alone when none comes. */
const OVERTAKEN_WITHIN_MS = 2_000;

/** Sends one event to one session, as rules will have it: twice, late, or not at all. */
export type Deliver = (
  sessionId: string,
  dispatch: Dispatch,
  send: { readonly now: (fault?: string) => void; readonly lost: (fault: string) => void },
) => void;

/** Discord promises neither order nor exactly one delivery ("Consistency" in its documentation). */
export function createUnrulyDelivery(context: SandboxContext): Deliver {
  const late = new Map<string, (() => void)[]>();
  const flush = (sessionId: string) => {
    const waiting = late.get(sessionId) ?? [];
    late.delete(sessionId);
    for (const send of waiting) send();
  };
  return (sessionId, { event, data }, send) => {
    const fault = context.faults.strike({
      vendor: "gateway",
      method: "DISPATCH",
      path: event,
      route: "",
      body: JSON.stringify(data),
    });
    const effect = fault?.effect;
    if (fault !== null && effect?.kind === "lose") {
      send.lost(fault.label);
      return;
    }
    if (fault !== null && effect?.kind === "reorder") {
      late.set(sessionId, [...(late.get(sessionId) ?? []), () => send.now(fault.label)]);
      context.after(OVERTAKEN_WITHIN_MS, () => flush(sessionId));
      return;
    }
    const times = effect?.kind === "duplicate" ? effect.times : 1;
    for (let time = 0; time < times; time += 1) send.now(fault?.label);
    flush(sessionId);
  };
}
