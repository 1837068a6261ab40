/** What it takes to notice and repair gaps: the order of lines on the agent's side, and gaps on the member's. */
export const repair = `
  ALTER TABLE conversations ADD COLUMN accounted_to INTEGER NOT NULL DEFAULT -1;
  ALTER TABLE conversations ADD COLUMN ahead BLOB;
  -- When the row last changed; 0 for those met before anybody noted it.
  ALTER TABLE members ADD COLUMN met_at INTEGER NOT NULL DEFAULT 0;
  -- AUTOINCREMENT: the id names what is said about it.
  CREATE TABLE gaps (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    since     INTEGER NOT NULL,
    found_at  INTEGER NOT NULL,
    closed_at INTEGER
  ) STRICT;
  CREATE INDEX gaps_open ON gaps (id) WHERE closed_at IS NULL;
  -- The newest event of the member's side, by its own clock.
  CREATE TABLE heard (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    at   INTEGER NOT NULL
  ) STRICT;
  INSERT INTO heard SELECT 1, max(at) FROM events WHERE source = 'discord' HAVING max(at) IS NOT NULL;
  CREATE INDEX members_by_meeting ON members (met_at);
  CREATE INDEX conversations_open ON conversations (member_id) WHERE answering <> 'ended';
  CREATE INDEX conversations_by_end ON conversations (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX conversations_ahead ON conversations (id) WHERE ahead IS NOT NULL;
`;
