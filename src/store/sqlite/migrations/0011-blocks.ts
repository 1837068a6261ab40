/** Members who are not answered. Of each there is at most one row; a block whose end has come counts no more. */
export const blocks = `
  CREATE TABLE blocks (
    member_id TEXT PRIMARY KEY,
    reason    TEXT    NOT NULL,
    since     INTEGER NOT NULL,
    until     INTEGER
  ) STRICT, WITHOUT ROWID;
`;
