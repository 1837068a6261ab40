/** What members think of ideas, and which messages are kept with which cases. */
export const ideas = `
  CREATE TABLE votes (
    number    INTEGER NOT NULL REFERENCES cases (number),
    member_id TEXT    NOT NULL REFERENCES members (id),
    vote      TEXT    NOT NULL CHECK (vote IN ('up', 'down')),
    PRIMARY KEY (number, member_id)
  ) STRICT, WITHOUT ROWID;

  -- Of a message that was reported again after its case had ended, the newest.
  CREATE TABLE case_messages (
    post_id TEXT PRIMARY KEY,
    number  INTEGER NOT NULL REFERENCES cases (number)
  ) STRICT, WITHOUT ROWID;
`;
