/** Cases are searched by what was said in their conversations too, and every word is told where in the case it stands. */
export const caseSearch = `
  CREATE TABLE new_case_words (
    digest BLOB    NOT NULL,
    number INTEGER NOT NULL,
    -- The seq of an event of a linked conversation, 0 for title and description, or a note's id in case_changes, negated.
    origin INTEGER NOT NULL,
    PRIMARY KEY (digest, number, origin)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO new_case_words SELECT digest, number, 0 FROM case_words;
  DROP TABLE case_words;
  ALTER TABLE new_case_words RENAME TO case_words;
  CREATE INDEX case_words_own ON case_words (number) WHERE origin <= 0;

  -- Conversations whose lines after an event's seq are in the index of words, but not yet in that of the case.
  CREATE TABLE case_backlog (
    number          INTEGER NOT NULL,
    conversation_id TEXT    NOT NULL,
    after           INTEGER NOT NULL,
    PRIMARY KEY (number, conversation_id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO case_backlog SELECT number, conversation_id, 0 FROM case_conversations;

  CREATE INDEX cases_by_kind ON cases (kind, number);
  CREATE INDEX cases_by_priority ON cases (priority, number);
  CREATE INDEX cases_by_original ON cases (duplicate_of, number) WHERE duplicate_of IS NOT NULL;
`;
