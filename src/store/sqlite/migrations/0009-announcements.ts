/** What is announced, and what is remembered of where news come from. Texts are sealed: those to come are not public. */
export const announcements = `
  CREATE TABLE announcements (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    key             TEXT    NOT NULL UNIQUE,
    source          TEXT,
    text            BLOB    NOT NULL,
    role            TEXT,
    made_at         INTEGER NOT NULL,
    due_at          INTEGER NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('waiting', 'posted', 'cancelled', 'failed')),
    crosspost_state TEXT    NOT NULL CHECK (crosspost_state IN ('none', 'waiting', 'done', 'failed')),
    attempts        INTEGER NOT NULL,
    try_at          INTEGER NOT NULL,
    in_doubt        INTEGER NOT NULL CHECK (in_doubt IN (0, 1)),
    post_id         TEXT,
    published_at    INTEGER,
    failure         TEXT
  ) STRICT;
  CREATE INDEX announcements_unsettled ON announcements (try_at, id)
    WHERE state = 'waiting' OR crosspost_state = 'waiting';
  CREATE INDEX announcements_published ON announcements (published_at) WHERE published_at IS NOT NULL;

  CREATE TABLE news_sources (
    key           TEXT PRIMARY KEY,
    digest        TEXT    NOT NULL,
    met_at        INTEGER,
    -- A JSON object.
    validators    TEXT,
    visit_at      INTEGER NOT NULL,
    failures      INTEGER NOT NULL,
    failing_since INTEGER,
    failure       TEXT
  ) STRICT, WITHOUT ROWID;

  -- What items are known again by: digests.
  CREATE TABLE news_marks (
    source  TEXT    NOT NULL,
    mark    TEXT    NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (source, mark)
  ) STRICT, WITHOUT ROWID;
`;
