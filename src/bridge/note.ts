/** Whether an agent wrote it for agents' eyes only: such a line begins with the prefix of the config. */
export function isNoteText(text: string, prefix: string | null): boolean {
  return prefix !== null && text.trimStart().startsWith(prefix);
}
