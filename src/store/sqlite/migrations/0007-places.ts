/** A member's private thread, what people were told is late, and who is not answered. */
export const places = `
  ALTER TABLE members ADD COLUMN thread_id TEXT;
  CREATE INDEX members_by_thread ON members (thread_id) WHERE thread_id IS NOT NULL;
  CREATE INDEX effects_undelivered ON effects (conversation_id)
    WHERE state = 'parked' AND failure_code = 'member.unreachable';

  -- A JSON list of sides and effects; NULL when nothing is late.
  ALTER TABLE conversations ADD COLUMN delays TEXT;
  CREATE INDEX conversations_delayed ON conversations (id) WHERE delays IS NOT NULL;

  CREATE TABLE blocks (
    member_id TEXT PRIMARY KEY,
    reason    BLOB    NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER
  ) STRICT, WITHOUT ROWID;
`;
