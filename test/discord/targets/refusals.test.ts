import { Routes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";

import { isEmpty } from "../../../src/provision/plan/plan.ts";
import { resource } from "../../provision/shelf.ts";
import { category, channel, openServer, role, toCategory } from "./server.ts";

interface Role {
  readonly name: string;
}

describe("a bot that cannot do what is asked", () => {
  test("is told before anything is written which permissions to switch on", async () => {
    const { plan, apply, tape } = await openServer();
    const planned = await plan([role("banner", 0, { permissions: ["Administrator", "ViewChannel"] })]);
    await tape();
    await expect(apply(planned)).rejects.toMatchObject({
      code: "discord.permission",
      message: expect.stringContaining("Administrator") as string,
      fix: expect.stringContaining("Server Settings") as string,
    });
    expect((await tape()).filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("is told which roles stand above its own", async () => {
    const { plan, apply, rest, guildId, network } = await openServer();
    await rest.post(Routes.guildRoles(guildId), { body: { name: "boss", permissions: "0" } });
    network.after = (method, path, body) => {
      if (method !== "GET" || !path.endsWith("/roles")) return body;
      const roles = JSON.parse(body) as Role[];
      return JSON.stringify(roles.map((one) => (one.name === "boss" ? { ...one, position: 99 } : one)));
    };
    const planned = await plan([role("boss", 0, { hoist: true })], { adopt: true });
    await expect(apply(planned)).rejects.toMatchObject({
      code: "discord.permission",
      message: expect.stringContaining('"boss"') as string,
      fix: expect.stringContaining("drag the bot's role above") as string,
    });
  });

  test("is told that it would lose on the way what it has from everyone alone", async () => {
    const { deploy, plan, apply } = await openServer();
    const everyone = resource("discord.everyone", "everyone", { permissions: ["ViewChannel"] });
    const mute = channel("a", 0, { overwrites: [{ target: "everyone", allow: [], deny: ["Speak"] }] });
    await expect(apply(await plan([everyone, mute]))).rejects.toMatchObject({
      code: "discord.permission",
      message: expect.stringContaining("on the server: Speak.") as string,
    });
    expect((await deploy([mute])).result.failed).toEqual([]);
  });

  test("may not hand on ManageRoles in a channel", async () => {
    const { plan, apply } = await openServer();
    const overwrites = [{ target: "everyone", allow: [], deny: ["ManageRoles"] }];
    await expect(apply(await plan([channel("a", 0, { overwrites })]))).rejects.toMatchObject({
      code: "discord.permission",
      message: expect.stringContaining("ManageRoles") as string,
    });
  });
});

describe("a full place", () => {
  test("is refused before anything is written", async () => {
    const { plan, apply } = await openServer();
    const crowd = Array.from({ length: 51 }, (_, index) =>
      channel(`c${index}`, index, { category: toCategory("full") }),
    );
    await expect(apply(await plan([category("full", 0), ...crowd]))).rejects.toMatchObject({
      code: "policy.refused",
      message: expect.stringContaining("category full") as string,
    });
  });
});

describe("a third new name within ten minutes", () => {
  test("fails with the time to wait, and the rest of the plan is intact", async () => {
    const { deploy } = await openServer();
    const named = (name: string) => [channel("a", 0, { name })];
    for (const name of ["one", "two", "three"]) await deploy(named(name));
    const { result } = await deploy(named("four"));
    expect(result.failed[0]?.failure).toMatchObject({
      code: "discord.rate-limited",
      fix: expect.stringMatching(/Deploy again in \d+ minutes/) as string,
    });
    expect(isEmpty((await deploy(named("three"))).after)).toBe(true);
  });
});
