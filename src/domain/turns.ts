/**
 * Bounds how much runs at once, and lets what waits go on in the order it came. Whoever has much to do takes a turn
 * for each single piece of work, so that one with a long queue delays nobody else.
 */
export interface Turns {
  /** @param hurries asked when a turn is free: who hurries by then goes before who does not */
  take<Result>(work: () => Promise<Result>, hurries?: () => boolean): Promise<Result>;
}

interface Waiting {
  readonly go: () => void;
  readonly hurries: () => boolean;
}

const never = () => false;

export function createTurns(atOnce: number): Turns {
  let running = 0;
  const waiting: Waiting[] = [];
  const release = () => {
    const first = waiting.findIndex(({ hurries }) => hurries());
    const [next] = waiting.splice(Math.max(first, 0), 1);
    if (next === undefined) running -= 1;
    else next.go();
  };
  return {
    async take(work, hurries = never) {
      if (running < atOnce) running += 1;
      else await new Promise<void>((resolve) => waiting.push({ go: resolve, hurries }));
      try {
        return await work();
      } finally {
        release();
      }
    },
  };
}
