/** What staff is told of, and how far the telling has come. Facts and tellings are JSON; no text of a person is in them. */
export const alerts = `
  CREATE TABLE alerts (
    id        TEXT PRIMARY KEY,
    kind      TEXT    NOT NULL,
    subject   TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    over_at   INTEGER,
    facts     TEXT    NOT NULL,
    tellings  TEXT    NOT NULL,
    settled   INTEGER NOT NULL CHECK (settled IN (0, 1))
  ) STRICT;
  CREATE INDEX alerts_unsettled ON alerts (raised_at) WHERE settled = 0;

  -- Both are rare among all events, and looked for by themselves.
  CREATE INDEX events_ignored ON events (seq) WHERE state = 'ignored';
  CREATE INDEX events_noted ON events (seq) WHERE source = 'system';
`;
