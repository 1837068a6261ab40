/** What it takes to notice and repair gaps: the order of lines on the agent's side. */
export const repair = `
  ALTER TABLE conversations ADD COLUMN accounted_to INTEGER NOT NULL DEFAULT -1;
  ALTER TABLE conversations ADD COLUMN ahead BLOB;
  CREATE INDEX conversations_open ON conversations (ended_at) WHERE transport_conversation_id IS NOT NULL;
`;
