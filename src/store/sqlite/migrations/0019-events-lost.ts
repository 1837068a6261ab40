/** Asked for before each line goes out; few events are of this kind, and a backlog holds many of others. */
export const eventsLost = `
  CREATE INDEX events_lost ON events (member_id) WHERE state = 'new' AND kind = 'delivery.failed';
`;
