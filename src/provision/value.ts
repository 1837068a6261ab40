import { createHash } from "node:crypto";

import type { Ref, SecretRef } from "../domain/blueprint.ts";
import type { Fields, Json, Masked, RemoteRef, ResolvedFields, Secrets, Value } from "./ports.ts";

type ObjectValue = { readonly [key: string]: Value };

export function isObject(value: Value): value is ObjectValue {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A tagged leaf is an object with exactly the one key that names its kind. */
const tagged = (value: Value, tag: string, type: "object" | "string"): boolean =>
  isObject(value) && Object.keys(value).length === 1 && typeof value[tag] === type && value[tag] !== null;

const isRef = (value: Value): value is Ref => tagged(value, "ref", "object");
export const isRemoteRef = (value: Value): value is RemoteRef => tagged(value, "remote", "object");
const isSecretRef = (value: Value): value is SecretRef => tagged(value, "secret", "string");
const isMasked = (value: Value): value is Masked => tagged(value, "masked", "string");
export const isLeaf = (value: Value): boolean =>
  isRef(value) || isRemoteRef(value) || isSecretRef(value) || isMasked(value);

/** The same value with every tagged leaf replaced by what `leaf` makes of it. */
function mapLeaves(value: Value, leaf: (leaf: Value) => Value): Value {
  if (isLeaf(value)) return leaf(value);
  if (isList(value)) return value.map((item) => mapLeaves(item, leaf));
  if (isObject(value)) return mapFields(value, leaf);
  return value;
}

export function mapFields(fields: Fields, leaf: (leaf: Value) => Value): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, mapLeaves(value, leaf)]));
}

export function refsIn(value: Value): readonly Ref[] {
  const refs: Ref[] = [];
  mapLeaves(value, (leaf) => {
    if (isRef(leaf)) refs.push(leaf);
    return leaf;
  });
  return refs;
}

export function remoteRefsIn(fields: Fields): readonly RemoteRef[] {
  const refs: RemoteRef[] = [];
  mapFields(fields, (leaf) => {
    if (isRemoteRef(leaf)) refs.push(leaf);
    return leaf;
  });
  return refs;
}

/**
 * JSON with the keys of every object sorted: equal text means equal value. Of a list that says something
 * about one target after the other, the order means nothing.
 */
export function canonical(value: Value): string {
  if (isList(value)) {
    const items = value.map(canonical);
    return `[${(isByTarget(value) ? items.sort() : items).join(",")}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

const isByTarget = (list: readonly Value[]): boolean =>
  list.every((item) => isObject(item) && "target" in item);

export const same = (one: Value, other: Value): boolean => canonical(one) === canonical(other);

/** Enough of a hash to tell values apart; not a secret's protection. */
export function fingerprint(value: Value): string {
  return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 12);
}

/** Fields as they go to the vendor. Whoever calls has made sure that every reference can be resolved. */
export function resolveFields(
  fields: Fields,
  idOf: (ref: Ref) => string,
  secretOf: (name: SecretRef["secret"]) => string,
): ResolvedFields {
  const resolved = mapFields(fields, (leaf) => {
    if (isRef(leaf)) return idOf(leaf);
    if (isRemoteRef(leaf)) return leaf.remote.id;
    if (isSecretRef(leaf)) return secretOf(leaf.secret);
    return leaf;
  });
  return resolved as { readonly [field: string]: Json };
}

/** The same fields with every secret's name replaced by its digest, as found fields show it. */
export function maskSecrets(fields: Fields, secrets: Secrets): Fields {
  return mapFields(fields, (leaf) =>
    isSecretRef(leaf) ? { masked: secrets.digest(secrets.value(leaf.secret)) } : leaf,
  );
}
