/** What trackers are told of cases, and what they show of them. Texts stay where they are: in cases and their histories. */
export const trackers = `
  CREATE TABLE trackers (
    key         TEXT PRIMARY KEY,
    -- Lines of cases' histories up to this one have been looked at.
    gathered_to INTEGER NOT NULL,
    -- Nothing is tried before then.
    held_until  INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tracker_dispatches (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    key         TEXT    NOT NULL UNIQUE,
    tracker     TEXT    NOT NULL,
    case_number INTEGER NOT NULL REFERENCES cases (number),
    change_id   INTEGER NOT NULL REFERENCES case_changes (id),
    kind        TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('waiting', 'told', 'given-up')),
    made_at     INTEGER NOT NULL,
    attempts    INTEGER NOT NULL,
    try_at      INTEGER NOT NULL,
    in_doubt    INTEGER NOT NULL CHECK (in_doubt IN (0, 1)),
    -- The comment that it became there.
    comment_id  TEXT,
    failure     TEXT,
    settled_at  INTEGER
  ) STRICT;
  CREATE INDEX tracker_dispatches_waiting ON tracker_dispatches (tracker, case_number, id) WHERE state = 'waiting';
  CREATE INDEX tracker_dispatches_opened ON tracker_dispatches (tracker, case_number) WHERE kind = 'opened';
  CREATE INDEX tracker_dispatches_failed ON tracker_dispatches (tracker, made_at)
    WHERE failure IS NOT NULL AND state <> 'told';

  CREATE TABLE tracker_issues (
    tracker     TEXT    NOT NULL,
    case_number INTEGER NOT NULL REFERENCES cases (number),
    issue_id    TEXT    NOT NULL,
    url         TEXT    NOT NULL,
    state       TEXT    NOT NULL CHECK (state IN ('open', 'closed')),
    -- By the tracker's clock.
    at          INTEGER NOT NULL,
    author      TEXT,
    PRIMARY KEY (tracker, case_number)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX tracker_issues_back ON tracker_issues (tracker, issue_id);

  -- What was heard, by its ids.
  CREATE TABLE tracker_heard (
    tracker TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (tracker, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tracker_heard_by_time ON tracker_heard (at);
`;
