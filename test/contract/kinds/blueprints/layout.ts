/** What of the server things may refer to, by their words. */
export interface Layout {
  readonly roles: readonly string[];
  /** Channels in which everybody may write. */
  readonly open: readonly string[];
  /** Text channels and the like. */
  readonly texts: readonly string[];
}
