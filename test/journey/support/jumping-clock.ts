import { systemClock, type Clock } from "../../../src/domain/clock.ts";

/** The real clock until it is put forward; alarms go by it too. */
export interface JumpingClock extends Clock {
  /** Puts it forward to that time. */
  jumpTo(at: number): void;
}

export function createJumpingClock(): JumpingClock {
  let ahead = 0;
  const alarms = new Set<{ readonly at: number; readonly ring: () => void; cancel: () => void }>();
  const now = () => systemClock.now() + ahead;
  return {
    now,
    after(ms, ring) {
      const ringOnce = () => {
        alarms.delete(alarm);
        ring();
      };
      const alarm = { at: now() + ms, ring: ringOnce, cancel: systemClock.after(ms, ringOnce) };
      alarms.add(alarm);
      return () => {
        alarms.delete(alarm);
        alarm.cancel();
      };
    },
    jumpTo(at) {
      ahead = at - systemClock.now();
      for (const alarm of alarms) {
        alarm.cancel();
        alarm.cancel = systemClock.after(alarm.at - now(), alarm.ring);
      }
    },
  };
}
