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
  CREATE INDEX conversations_open ON conversations (ended_at) WHERE transport_conversation_id IS NOT NULL;
`;
