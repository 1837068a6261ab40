import type { BackFill } from "./back-fill.ts";
import type { Arrival } from "./intake.ts";

/** What was missed comes before what comes now, place by place. */
export async function fillBefore(
  backFill: Pick<BackFill, "begin" | "filled">,
  { event, begins }: Arrival,
): Promise<void> {
  if (begins !== undefined) await backFill.begin(begins);
  if (event !== null && "placeId" in event.happening) await backFill.filled(event.happening.placeId);
}
