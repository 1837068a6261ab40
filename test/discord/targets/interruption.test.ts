import { Routes } from "discord-api-types/v10";
import { expect, test } from "vitest";

import { isEmpty } from "../../../src/provision/plan/plan.ts";
import { category, channel, command, openServer, role, toCategory, toRole } from "./server.ts";

const few = [
  role("helper", 0),
  category("support", 0),
  channel("help", 0, {
    category: toCategory("support"),
    overwrites: [{ target: toRole("helper"), allow: ["ViewChannel"], deny: [] }],
  }),
  command("helpme"),
];

const creates = ["roles", "channels", "channels", "commands"];

test.each(
  creates.flatMap((what, index) => [[what, index, "before"] as const, [what, index, "after"] as const]),
)("a create of %s (%i) cut off %s it happened doubles nothing when run again", async (_, index, moment) => {
  const { plan, apply, deploy, rest, guildId, network } = await openServer();
  let count = -1;
  let cut = "";
  const isCut = (method: string, path: string) => {
    if (method !== "POST") return false;
    count += 1;
    if (count === index) cut = path;
    return count === index;
  };
  if (moment === "before") network.before = (method, path) => (isCut(method, path) ? "cut" : "pass");
  else network.after = (method, path, body) => (isCut(method, path) ? null : body);
  const { failed } = await apply(await plan(few));
  expect(cut).not.toBe("");
  expect(failed).toHaveLength(1);
  delete network.before;
  delete network.after;
  const { result, after } = await deploy(few);
  expect(result.failed).toEqual([]);
  expect(isEmpty(after)).toBe(true);
  const roles = (await rest.get(Routes.guildRoles(guildId))) as { name: string }[];
  const channels = (await rest.get(Routes.guildChannels(guildId))) as { name: string }[];
  expect(roles.filter(({ name }) => name === "helper")).toHaveLength(1);
  expect(channels.filter(({ name }) => name === "help" || name === "support")).toHaveLength(2);
});
