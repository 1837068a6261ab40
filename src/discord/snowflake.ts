import type { EpochMs } from "../domain/ids.ts";

/** Discord counts its ids' time from the first second of 2015; the 22 low bits are a counter. */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;
const TIME_SHIFT = 22n;

/** When the thing with this id came to be, by Discord's clock. Throws SyntaxError when it is no id. */
export function snowflakeTime(id: string): EpochMs {
  return Number((BigInt(id) >> TIME_SHIFT) + DISCORD_EPOCH_MS);
}

/** The lowest id of that millisecond: everything that came later has a greater one. */
export function snowflakeAt(time: EpochMs): string {
  const since = BigInt(Math.floor(time)) - DISCORD_EPOCH_MS;
  return String((since < 0n ? 0n : since) << TIME_SHIFT);
}
