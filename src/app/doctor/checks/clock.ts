import { type Check, failed, ok, warning } from "../check.ts";

const SECOND = 1_000;
/** Waits and time-outs are counted in seconds; from here on they are felt. */
const NOTICED_MS = 30 * SECOND;
/** How far apart an interrupted deploy takes the clocks to be at most. */
const TOO_MUCH_MS = 5 * 60 * SECOND;

const FIX = "Have this machine set its clock from the network (NTP).";

export const clock: Check = {
  id: "clock",
  title: "Clock",
  wanted: "the same time as Discord's, within half a minute",
  async look(patient) {
    const ahead = await (await patient.discord()).clockAhead(() => patient.clock.now());
    const seconds = Math.round(Math.abs(ahead) / SECOND);
    const found =
      seconds <= 1 ? "the same time" : `${seconds} s ${ahead > 0 ? "ahead of" : "behind"} Discord`;
    if (Math.abs(ahead) > TOO_MUCH_MS) return failed("state.conflict", found, FIX);
    return Math.abs(ahead) > NOTICED_MS ? warning(found, FIX) : ok(found);
  },
};
