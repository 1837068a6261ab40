/** What became of lines that were written in a known order. */
export interface Verdict {
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
}

export const CLEAN = { lost: 0, doubled: 0, outOfOrder: 0 };

/** Compares what was written with what stands on the other side. Texts tell lines apart. */
export function judge(sent: readonly string[], arrived: readonly string[]): Verdict {
  const places = new Map<string, number[]>();
  for (const [place, text] of arrived.entries()) places.set(text, [...(places.get(text) ?? []), place]);
  let lost = 0;
  let doubled = 0;
  let outOfOrder = 0;
  let last = -1;
  for (const text of sent) {
    const [first, ...more] = places.get(text) ?? [];
    doubled += more.length;
    if (first === undefined) lost += 1;
    else if (first < last) outOfOrder += 1;
    last = Math.max(last, first ?? -1);
  }
  return { sent: sent.length, lost, doubled, outOfOrder };
}

export function sum(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce(
    (all, one) => ({
      sent: all.sent + one.sent,
      lost: all.lost + one.lost,
      doubled: all.doubled + one.doubled,
      outOfOrder: all.outOfOrder + one.outOfOrder,
    }),
    { sent: 0, lost: 0, doubled: 0, outOfOrder: 0 },
  );
}

export function inWords({ sent, lost, doubled, outOfOrder }: Verdict): string {
  return `${sent} lines: ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order`;
}
