import type { BackFill } from "./back-fill.ts";
import type { Arrival } from "./intake.ts";

/** What was missed comes before what comes now, place by place. */
export async function fillBefore(
  backFill: Pick<BackFill, "begin" | "filled">,
  { events, begins }: Arrival,
): Promise<void> {
  if (begins !== undefined) await backFill.begin(begins);
  for (const { happening } of events) {
    if ("placeId" in happening) await backFill.filled(happening.placeId);
  }
}
