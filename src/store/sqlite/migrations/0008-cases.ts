/**
 * Cases with a life of their own. The table is made anew, because its old check knew two states only; numbers go
 * on where they were.
 */
export const cases = `
  CREATE TABLE new_cases (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id       TEXT    NOT NULL REFERENCES members (id),
    kind            TEXT    NOT NULL,
    status          TEXT    NOT NULL
      CHECK (status IN ('open', 'waiting-for-us', 'waiting-for-member', 'resolved', 'closed')),
    priority        TEXT    NOT NULL,
    locale          TEXT    NOT NULL,
    title           BLOB,
    description     BLOB,
    assignee        BLOB,
    assignee_digest BLOB,
    tags            TEXT    NOT NULL,
    reporters       TEXT    NOT NULL,
    posted_as       TEXT,
    duplicate_of    INTEGER,
    score           INTEGER,
    comment         BLOB,
    first_answer    TEXT    NOT NULL,
    resolution      TEXT    NOT NULL,
    breach_at       INTEGER,
    opened_at       INTEGER NOT NULL,
    changed_at      INTEGER NOT NULL,
    resolved_at     INTEGER,
    closed_at       INTEGER,
    version         INTEGER NOT NULL
  ) STRICT;

  INSERT INTO new_cases (number, member_id, kind, status, priority, locale, title, tags, reporters, score, comment,
    first_answer, resolution, opened_at, changed_at, version)
  SELECT number, member_id, kind, status, 'normal', 'und', nullif(title, x''), '[]', '[]', score, comment,
    json_object('targetMs', NULL, 'spentMs', 0, 'runningSince', opened_at, 'metAt', NULL, 'breachedAt', NULL),
    json_object('targetMs', NULL, 'spentMs', 0, 'runningSince', opened_at, 'metAt', NULL, 'breachedAt', NULL),
    opened_at, opened_at, 1
  FROM cases;

  CREATE TABLE case_conversations (
    number          INTEGER NOT NULL,
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    -- In the order in which they were linked.
    idx             INTEGER NOT NULL,
    PRIMARY KEY (number, idx)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX case_conversations_back ON case_conversations (conversation_id, number);
  INSERT INTO case_conversations SELECT number, conversation_id, 0 FROM cases;

  DROP TABLE cases;
  ALTER TABLE new_cases RENAME TO cases;
  CREATE INDEX cases_by_status ON cases (status, number);
  CREATE INDEX cases_by_member ON cases (member_id, number);
  CREATE INDEX cases_by_assignee ON cases (assignee_digest, number) WHERE assignee_digest IS NOT NULL;
  CREATE INDEX cases_by_opening ON cases (opened_at);
  CREATE INDEX cases_by_breach ON cases (breach_at) WHERE breach_at IS NOT NULL;

  -- Who changed what; body is sealed.
  CREATE TABLE case_changes (
    id     INTEGER PRIMARY KEY,
    number INTEGER NOT NULL REFERENCES cases (number),
    at     INTEGER NOT NULL,
    field  TEXT    NOT NULL,
    body   BLOB
  ) STRICT;
  CREATE INDEX case_changes_by_case ON case_changes (number, id);

  -- What cases are searched by: keyed digests, no words.
  CREATE TABLE case_words (
    digest BLOB    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (digest, number)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX case_words_back ON case_words (number);

  CREATE TABLE case_tags (
    tag    TEXT    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tag, number)
  ) STRICT, WITHOUT ROWID;
`;
