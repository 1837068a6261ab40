import type { Check } from "./checks.ts";

/** Tells the story as it happens. The demo says what; the terminal decides how it looks. */
export interface Narrator {
  /** A new step of the story. */
  scene(title: string): void;
  /** Something said. */
  line(who: string, text: string): void;
  /** A note on how the machine is doing. */
  note(text: string): void;
  check(check: Check): void;
}
