/** How a conversation stands on the agents' side, the member's card that says so, and what they thought of it. */
export const card = `
  ALTER TABLE conversations ADD COLUMN desk BLOB;
  ALTER TABLE conversations ADD COLUMN card_version INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE conversations ADD COLUMN card_place_id TEXT;
  ALTER TABLE conversations ADD COLUMN card_post_id TEXT;
  ALTER TABLE conversations ADD COLUMN card_fact TEXT;
  ALTER TABLE conversations ADD COLUMN follows TEXT;
  ALTER TABLE cases ADD COLUMN score INTEGER;
  ALTER TABLE cases ADD COLUMN comment BLOB;
`;
