import type { Clock } from "../domain/clock.ts";

/** Wake-ups by name: setting one again moves it, and stopping forgets them all. */
export interface Alarms {
  set(name: string, afterMs: number, ring: () => void): void;
  clear(): void;
}

export function createAlarms(clock: Clock): Alarms {
  const cancels = new Map<string, () => void>();
  return {
    set(name, afterMs, ring) {
      cancels.get(name)?.();
      const cancel = clock.after(afterMs, () => {
        cancels.delete(name);
        ring();
      });
      cancels.set(name, cancel);
    },
    clear() {
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}
