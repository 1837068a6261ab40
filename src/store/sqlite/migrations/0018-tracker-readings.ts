/** Until when what happened in a tracker was read there, by its clock; NULL before the first time. */
export const trackerReadings = `
  ALTER TABLE trackers ADD COLUMN read_to INTEGER;
`;
