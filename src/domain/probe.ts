/** Remembers how to take back what a probe is about to make; what was made last is taken back first. */
export type TakeBack = (what: string, undo: () => Promise<unknown>) => void;

export interface Observation {
  /** Whether the vendor behaves as flexcord assumes. */
  readonly asAssumed: boolean;
  readonly found: string;
}

/** Asks a vendor, on a real account, something that its documentation leaves open. */
export interface Probe {
  readonly id: string;
  /** What flexcord takes for granted, or guards against, as a sentence. */
  readonly assumption: string;
  /** Everything made is announced to `takeBack` before or right after it is made. */
  run(takeBack: TakeBack, signal: AbortSignal): Promise<Observation>;
}
