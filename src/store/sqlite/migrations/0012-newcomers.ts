/**
 * Members who asked for help before they had any conversation, when they did so last, and when a place was opened for them
 * last; and the times in which there were too many of them.
 */
export const newcomers = `
  CREATE TABLE newcomers (
    member_id TEXT PRIMARY KEY REFERENCES members (id),
    asked_at  INTEGER NOT NULL,
    opened_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX newcomers_by_asking ON newcomers (asked_at);
  CREATE INDEX newcomers_by_opening ON newcomers (opened_at) WHERE opened_at IS NOT NULL;

  CREATE TABLE raids (
    since    INTEGER PRIMARY KEY,
    lasts_to INTEGER NOT NULL
  ) STRICT;
`;
