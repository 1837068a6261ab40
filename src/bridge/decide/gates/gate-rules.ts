/** Who is kept waiting or out, so that a few cannot take the help desk from everybody else. */
export interface GateRules {
  /** How old an account must be to begin a conversation; 0 for any age. */
  readonly accountAgeMs: number;
  /** How many messages of a member are passed on to agents in a minute. */
  readonly perMinute: number;
  /** For how many newcomers a direct message is opened within the raid's window. */
  readonly openings: number;
  readonly raid: {
    readonly windowMs: number;
    /** When more newcomers than that ask for help within the window, raid mode is on. */
    readonly newcomers: number;
    /** For how many of them a place is opened within the window while it is on. */
    readonly openings: number;
  };
}
