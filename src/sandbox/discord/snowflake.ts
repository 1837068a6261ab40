/** 2015-01-01T00:00:00Z, where Discord's clock starts. */
const DISCORD_EPOCH = 1_420_070_400_000;

export type NextSnowflake = () => string;

/** Ids as Discord mints them: 17 to 19 digits, milliseconds in the upper bits, strictly increasing. */
export function createSnowflakes(now: () => number): NextSnowflake {
  let last = 0n;
  return () => {
    const earliest = BigInt(now() - DISCORD_EPOCH) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return String(last);
  };
}

/** The id minted at `at` with these lower 22 bits. */
export function snowflakeAt(at: number, lowerBits: number): string {
  return String((BigInt(at - DISCORD_EPOCH) << 22n) | BigInt(lowerBits & 0x3f_ffff));
}

/** Whether the first id is older than the second. */
export function isOlder(first: string, second: string): boolean {
  return BigInt(first) < BigInt(second);
}

/** For sorting, oldest first. */
export function byAge(first: { readonly id: string }, second: { readonly id: string }): number {
  if (first.id === second.id) return 0;
  return isOlder(first.id, second.id) ? -1 : 1;
}

/** Milliseconds since 1970 at which an id was minted. */
export function mintedAt(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
}

export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/u.test(text);
}
