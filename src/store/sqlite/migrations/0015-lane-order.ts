/** A line that goes out instead of another stands in its lane where that one stood. */
export const laneOrder = `
  -- The effect's own id where it is NULL: a lane's effects are numbered as they are decided.
  ALTER TABLE effects ADD COLUMN rank INTEGER;
  DROP INDEX effects_pending;
  CREATE INDEX effects_pending ON effects (member_id, direction, coalesce(rank, id), id) WHERE state = 'pending';
`;
