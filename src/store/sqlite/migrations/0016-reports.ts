/** Cases that members report: what each was opened by, which effects are about it, and the files that came with it. */
export const reports = `
  ALTER TABLE cases ADD COLUMN opened_by TEXT;
  CREATE UNIQUE INDEX cases_by_opening_act ON cases (opened_by) WHERE opened_by IS NOT NULL;
  ALTER TABLE effects ADD COLUMN case_number INTEGER;

  -- What a file says is in the folder beside the database, under its name there; name and kind are sealed.
  CREATE TABLE case_files (
    id        INTEGER PRIMARY KEY,
    report    TEXT    NOT NULL,
    file_id   TEXT    NOT NULL,
    -- Null until the report has its case.
    number    INTEGER,
    facts     BLOB    NOT NULL,
    bytes     INTEGER NOT NULL,
    -- Null when it could not be had; then code says why.
    content   TEXT,
    code      TEXT,
    kept_at   INTEGER NOT NULL,
    UNIQUE (report, file_id)
  ) STRICT;
  CREATE INDEX case_files_by_case ON case_files (number, id) WHERE number IS NOT NULL;
  CREATE INDEX case_files_by_content ON case_files (content) WHERE content IS NOT NULL;
`;
