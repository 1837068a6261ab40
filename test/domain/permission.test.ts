import { Locale, PermissionFlagsBits } from "discord-api-types/v10";
import { expect, test } from "vitest";
import { locales } from "../../src/config/schema/locales.ts";
import { permissionBits, permissionNames } from "../../src/domain/permission.ts";

test("the names and bits of permissions are Discord's", () => {
  const { ManageEmojisAndStickers: formerName, ...current } = PermissionFlagsBits;
  expect(formerName).toBe(current.ManageGuildExpressions);
  expect(permissionBits).toEqual(current);
  expect(permissionNames).toHaveLength(Object.keys(current).length);
});

test("the languages are Discord's", () => {
  expect(locales.toSorted()).toEqual(Object.values<string>(Locale).toSorted());
});
