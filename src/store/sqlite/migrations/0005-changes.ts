/** What it takes to change and take back what was carried: which message an effect carries, and all it became. */
export const changes = `
  -- The message on its own side, and which part of it: 0 is its text, files count from 1.
  ALTER TABLE effects ADD COLUMN origin_id TEXT;
  ALTER TABLE effects ADD COLUMN part INTEGER NOT NULL DEFAULT 0;
  -- A JSON list of all messages it became on the other side, when they were more than remote_id.
  ALTER TABLE effects ADD COLUMN remote_ids TEXT;
  CREATE INDEX effects_by_origin ON effects (origin_id) WHERE origin_id IS NOT NULL;
  CREATE INDEX members_by_place ON members (place_id) WHERE place_id IS NOT NULL;
`;
