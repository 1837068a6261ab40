import type { SealedColumn, Vault } from "../../vault.ts";

/** A text of a column that must hold some value: retention leaves no bytes of it, which read as an empty text. */
export function openDroppable(
  vault: Vault,
  column: Extract<SealedColumn, "members.name">,
  row: string | number,
  sealed: Uint8Array,
): string {
  return isDropped(sealed) ? "" : (vault.open(column, row, sealed) as string);
}

export const isDropped = (sealed: Uint8Array): boolean => sealed.byteLength === 0;
