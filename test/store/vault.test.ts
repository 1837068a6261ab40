import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { createVault, deriveKey } from "../../src/store/vault.ts";

const salt = randomBytes(32);
const keyOf = (id: number, secret: string) => ({ id, ...deriveKey(secret, salt) });
const first = keyOf(1, "first");
const second = keyOf(2, "second");

it("gives back any JSON value, whatever text is in it", () => {
  const vault = createVault(first, [first]);
  for (const value of ["", "naïve 👩‍🚀 \ud800", { a: [1, null, "x"] }, [], "x".repeat(100_000)]) {
    expect(vault.open("events.body", "1", vault.seal("events.body", "1", value))).toEqual(value);
  }
});

it("never seals twice under one nonce, not even the same value", () => {
  const vault = createVault(first, [first]);
  const count = 2000;
  const nonces = Array.from({ length: count }, () =>
    Buffer.from(vault.seal("cases.title", 1, "same").subarray(5, 17)).toString("hex"),
  );
  expect(new Set(nonces).size).toBe(count);
});

it("opens what a former key sealed, and seals with the current one", () => {
  const sealedBefore = createVault(first, [first]).seal("members.name", "m", "Mia");
  const vault = createVault(second, [first, second]);
  expect(vault.open("members.name", "m", sealedBefore)).toBe("Mia");
  const sealedNow = vault.seal("members.name", "m", "Mia");
  expect(() => createVault(first, [first]).open("members.name", "m", sealedNow)).toThrow(
    "cannot be decrypted",
  );
  expect(createVault(second, [second]).open("members.name", "m", sealedNow)).toBe("Mia");
});

it("opens nothing in another place, nor when any single byte was changed", () => {
  const vault = createVault(first, [first]);
  const sealed = vault.seal("members.name", "m1", "Mia");
  expect(() => vault.open("members.name", "m2", sealed)).toThrow("cannot be decrypted");
  expect(() => vault.open("cases.title", "m1", sealed)).toThrow("cannot be decrypted");
  for (const index of sealed.keys()) {
    const changed = Uint8Array.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => vault.open("members.name", "m1", changed)).toThrow("cannot be decrypted");
    expect(() => vault.open("members.name", "m1", sealed.subarray(0, index))).toThrow("cannot be decrypted");
  }
});

it("derives other keys from another secret or another database's salt", () => {
  const other = deriveKey("first", randomBytes(32));
  expect(Buffer.from(other.check).equals(first.check)).toBe(false);
  expect(other.fields.equals(first.fields)).toBe(false);
  expect(second.fields.equals(first.fields)).toBe(false);
  expect(first.fields.export().equals(first.check)).toBe(false);
});
