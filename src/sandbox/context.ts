import type { Faults } from "./faults/faults.ts";
import type { FileStore } from "./files.ts";
import type { Tape } from "./tape.ts";

/** What both imitated vendors are given; neither knows the other. */
export interface SandboxContext {
  readonly tape: Tape;
  /** What is to go wrong. */
  readonly faults: Faults;
  /** What people and bots send each other. */
  readonly files: FileStore;
  /** The same seed gives the same credentials and first ids. */
  readonly seed: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls `ring` after `ms`; not at all once the sandbox closes. The returned function cancels. */
  readonly after: (ms: number, ring: () => void) => () => void;
  /** The address the sandbox is served at, without a trailing slash. Known once it listens. */
  baseUrl(): string;
  /** Tells the playground and other watchers that something changed. */
  readonly changed: (scope: "discord" | "flex" | "tape", id?: string) => void;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}
