/** Somebody else wrote, or made, the document in the meantime. */
export const isTaken = (error: unknown): boolean => {
  const status = (error as { readonly status?: unknown } | null)?.status;
  return status === 409 || status === 412;
};
