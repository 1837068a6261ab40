/** A dispatch that means nothing to us, and why. */
export interface Ignored {
  readonly ignored: string;
  /** The payload could not be understood at all: somebody should hear of it. */
  readonly unreadable?: true;
}
