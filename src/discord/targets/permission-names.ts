import { permissionBits, type PermissionName } from "../../domain/permission.ts";
import { Failure } from "../../domain/failure.ts";

/** A bit that has no name yet is kept as `bit53`, so that it is neither lost nor hidden. */
const UNNAMED = /^bit(\d{1,3})$/;

/** Names in a fixed order: two sets of the same permissions are the same list. */
export function namesOf(bits: string): readonly string[] {
  let rest = BigInt(bits);
  const names: string[] = [];
  for (const [name, bit] of Object.entries(permissionBits)) {
    if ((rest & bit) === 0n) continue;
    names.push(name);
    rest &= ~bit;
  }
  for (let place = 0; rest > 0n; place += 1, rest >>= 1n) {
    if ((rest & 1n) === 1n) names.push(`bit${place}`);
  }
  return names;
}

/** The bits as Discord takes them, a decimal string. */
export function bitsOf(names: readonly string[]): string {
  return String(names.reduce((bits, name) => bits | bitOf(name), 0n));
}

export const sameOrder = (names: readonly string[]): readonly string[] => namesOf(bitsOf(names));

function bitOf(name: string): bigint {
  const unnamed = UNNAMED.exec(name)?.[1];
  if (unnamed !== undefined) return 1n << BigInt(unnamed);
  if (Object.hasOwn(permissionBits, name)) return permissionBits[name as PermissionName];
  throw new Failure("config.invalid", `Discord knows no permission called ${name}.`);
}
