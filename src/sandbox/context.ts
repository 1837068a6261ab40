import type { Tape } from "./tape.ts";

/** What both imitated vendors are given; neither knows the other. */
export interface SandboxContext {
  readonly tape: Tape;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `ring` after `ms`; not at all once the sandbox closes. The returned function cancels. */
  after(ms: number, ring: () => void): () => void;
  /** The address the sandbox is served at, without a trailing slash. Known once it listens. */
  baseUrl(): string;
  /** Tells the playground and other watchers that something changed. */
  changed(scope: "discord" | "flex" | "tape", id?: string): void;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}
