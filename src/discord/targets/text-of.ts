import type { Value } from "../../provision/ports.ts";

/** A field that is known to be text; empty when it is absent. */
export function textOf(fields: { readonly [field: string]: Value }, field: string): string {
  const value = fields[field];
  return typeof value === "string" ? value : "";
}
