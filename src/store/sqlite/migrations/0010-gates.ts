/** What abuse gates remember of a member: a JSON object, NULL when it is nothing. */
export const gates = `
  ALTER TABLE members ADD COLUMN gate TEXT;
`;
