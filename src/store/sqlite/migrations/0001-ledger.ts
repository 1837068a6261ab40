/**
 * Ids, times, states and counts are readable; BLOB columns are sealed (see vault.ts). A sealed body may become
 * NULL when its time is over: the record of what happened stays.
 */
export const ledger = `
  CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value ANY NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- One row for each FLEXCORD_SECRET that sealed something still stored.
  CREATE TABLE keys (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    check_value BLOB    NOT NULL,
    created_at  INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE members (
    id            TEXT PRIMARY KEY,
    name          BLOB    NOT NULL,
    locale        TEXT    NOT NULL,
    place_id      TEXT,
    conversations INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE conversations (
    id                        TEXT PRIMARY KEY,
    member_id                 TEXT    NOT NULL REFERENCES members (id),
    ordinal                   INTEGER NOT NULL,
    answering                 TEXT    NOT NULL CHECK (answering IN ('assistant', 'waiting', 'agent', 'ended')),
    epoch                     INTEGER NOT NULL,
    transport_conversation_id TEXT UNIQUE,
    task_id                   TEXT,
    case_number               INTEGER,
    agent_name                BLOB,
    owed                      BLOB,
    request_posted            INTEGER NOT NULL CHECK (request_posted IN (0, 1)),
    opened_at                 INTEGER NOT NULL,
    ended_at                  INTEGER
  ) STRICT;
  CREATE INDEX conversations_by_member ON conversations (member_id, ordinal);

  -- AUTOINCREMENT: a number that was told to a member is never given to another case.
  CREATE TABLE cases (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id       TEXT    NOT NULL REFERENCES members (id),
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    kind            TEXT    NOT NULL,
    status          TEXT    NOT NULL CHECK (status IN ('open', 'closed')),
    title           BLOB    NOT NULL,
    opened_at       INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX cases_by_conversation ON cases (conversation_id);

  -- Rows of events and effects are never deleted, so their numbers are never used twice.
  CREATE TABLE events (
    seq             INTEGER PRIMARY KEY,
    source          TEXT    NOT NULL,
    source_id       TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    member_id       TEXT REFERENCES members (id),
    conversation_id TEXT REFERENCES conversations (id),
    at              INTEGER NOT NULL,
    received_at     INTEGER NOT NULL,
    decided_at      INTEGER,
    state           TEXT    NOT NULL CHECK (state IN ('new', 'decided', 'ignored')),
    reason          TEXT,
    body            BLOB,
    UNIQUE (source, source_id),
    CHECK (state <> 'new' OR (member_id IS NOT NULL AND body IS NOT NULL))
  ) STRICT;
  CREATE INDEX events_undecided ON events (member_id, seq) WHERE state = 'new';

  CREATE TABLE effects (
    id              INTEGER PRIMARY KEY,
    event_seq       INTEGER NOT NULL REFERENCES events (seq),
    idx             INTEGER NOT NULL,
    member_id       TEXT    NOT NULL REFERENCES members (id),
    direction       TEXT    NOT NULL,
    kind            TEXT    NOT NULL,
    voice           TEXT,
    conversation_id TEXT REFERENCES conversations (id),
    epoch           INTEGER,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'done', 'dropped', 'parked')),
    attempts        INTEGER NOT NULL,
    in_doubt        INTEGER NOT NULL CHECK (in_doubt IN (0, 1)),
    due_at          INTEGER NOT NULL,
    decided_at      INTEGER NOT NULL,
    settled_at      INTEGER,
    remote_id       TEXT,
    reason          TEXT,
    failure_code    TEXT,
    failure_message TEXT,
    body            BLOB,
    UNIQUE (event_seq, idx),
    CHECK (state <> 'pending' OR body IS NOT NULL)
  ) STRICT;
  CREATE INDEX effects_pending ON effects (member_id, direction, event_seq, idx) WHERE state = 'pending';

  -- AUTOINCREMENT: the id names the ring, and no two rings may share a name.
  CREATE TABLE timers (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT    NOT NULL REFERENCES conversations (id),
    timer           TEXT    NOT NULL,
    subject         TEXT    NOT NULL,
    due_at          INTEGER NOT NULL,
    UNIQUE (conversation_id, timer, subject)
  ) STRICT;
  CREATE INDEX timers_by_due ON timers (due_at, id);

  CREATE TABLE gateway_checkpoint (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    session_id  TEXT    NOT NULL,
    sequence    INTEGER NOT NULL,
    resume_url  TEXT    NOT NULL,
    shard_id    INTEGER NOT NULL,
    shard_count INTEGER NOT NULL
  ) STRICT;
`;
