/** Who is kept waiting or out, so that a few cannot take the help desk from everybody else. */
export interface GateRules {
  /** How old an account must be to begin a conversation; 0 for any age. */
  readonly accountAgeMs: number;
  /** How many messages of a member are passed on to agents in a minute. */
  readonly perMinute: number;
}
