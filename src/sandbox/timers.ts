/** Timers that all end with `closing`. */
export function createTimers(closing: AbortSignal): (ms: number, ring: () => void) => () => void {
  const running = new Set<NodeJS.Timeout>();
  closing.addEventListener(
    "abort",
    () => {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
    { once: true },
  );
  return (ms, ring) => {
    if (closing.aborted) return () => undefined;
    const timer = setTimeout(() => {
      running.delete(timer);
      ring();
    }, ms);
    running.add(timer);
    return () => {
      clearTimeout(timer);
      running.delete(timer);
    };
  };
}
