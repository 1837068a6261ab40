/** A member's private thread, and what people were told is late. */
export const places = `
  ALTER TABLE members ADD COLUMN thread_id TEXT;
  CREATE INDEX members_by_thread ON members (thread_id) WHERE thread_id IS NOT NULL;
  CREATE INDEX effects_undelivered ON effects (conversation_id)
    WHERE state = 'parked' AND failure_code = 'member.unreachable';

  -- A JSON list of sides and effects; NULL when nothing is late.
  ALTER TABLE conversations ADD COLUMN delays TEXT;
  CREATE INDEX conversations_delayed ON conversations (id) WHERE delays IS NOT NULL;
`;
