/**
 * What it takes to look into the ledger and to forget what it says: ways to find the newest lines without
 * walking the rest, the keyed index of words, the failed tries, and when retention emptied a row.
 */
export const operator = `
  ALTER TABLE events ADD COLUMN expired_at INTEGER;
  ALTER TABLE effects ADD COLUMN expired_at INTEGER;

  CREATE INDEX events_by_time ON events (received_at);
  CREATE INDEX events_by_conversation ON events (conversation_id, seq) WHERE conversation_id IS NOT NULL;
  CREATE INDEX events_by_member ON events (member_id, seq) WHERE member_id IS NOT NULL;
  CREATE INDEX events_system ON events (kind, seq) WHERE source = 'system';
  CREATE INDEX effects_parked ON effects (event_seq, idx) WHERE state = 'parked';
  CREATE INDEX effects_dropped ON effects (event_seq, idx) WHERE state = 'dropped';
  CREATE INDEX effects_by_remote ON effects (remote_id) WHERE remote_id IS NOT NULL;
  CREATE INDEX conversations_by_case ON conversations (case_number) WHERE case_number IS NOT NULL;

  -- One row for each word of what somebody wrote, as a keyed digest that tells nothing without the key.
  CREATE TABLE words (
    digest    BLOB    NOT NULL,
    event_seq INTEGER NOT NULL,
    PRIMARY KEY (digest, event_seq)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tries (
    id        INTEGER PRIMARY KEY,
    effect_id INTEGER NOT NULL REFERENCES effects (id),
    at        INTEGER NOT NULL,
    code      TEXT    NOT NULL,
    message   TEXT    NOT NULL,
    in_doubt  INTEGER NOT NULL CHECK (in_doubt IN (0, 1))
  ) STRICT;
  CREATE INDEX tries_by_effect ON tries (effect_id);
  CREATE INDEX tries_by_time ON tries (at);
`;
