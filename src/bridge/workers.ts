/**
 * One worker per key, started by a ring and gone when it finds nothing more to do. A ring that comes while
 * a worker runs makes it look once more, so no wake-up is lost.
 */
export interface Workers<Key> {
  ring(key: Key): void;
  /** Resolves when no worker runs. */
  idle(): Promise<void>;
  /** How many workers run. */
  readonly running: number;
}

/**
 * @param name tells keys apart
 * @param work does one piece; resolves true when there may be more
 */
export function createWorkers<Key>(options: {
  readonly name: (key: Key) => string;
  readonly work: (key: Key) => Promise<boolean>;
  readonly onError: (key: Key, thrown: unknown) => void;
  readonly signal: AbortSignal;
}): Workers<Key> {
  const { name, work, onError, signal } = options;
  const rungAgain = new Map<string, boolean>();
  let whenIdle: (() => void)[] = [];

  const run = async (key: Key, id: string) => {
    let more = true;
    while (more && !signal.aborted) {
      rungAgain.set(id, false);
      try {
        more = await work(key);
      } catch (thrown) {
        more = false;
        onError(key, thrown);
      }
      more ||= rungAgain.get(id) === true;
    }
    rungAgain.delete(id);
    if (rungAgain.size > 0) return;
    for (const tell of whenIdle) tell();
    whenIdle = [];
  };

  return {
    ring(key) {
      if (signal.aborted) return;
      const id = name(key);
      if (rungAgain.has(id)) {
        rungAgain.set(id, true);
        return;
      }
      rungAgain.set(id, false);
      void run(key, id);
    },
    idle() {
      if (rungAgain.size === 0) return Promise.resolve();
      return new Promise((resolve) => whenIdle.push(resolve));
    },
    get running() {
      return rungAgain.size;
    },
  };
}
