import { Routes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";

import { isEmpty } from "../../../src/provision/plan/plan.ts";
import { changesOf } from "../../provision/round.ts";
import { category, channel, command, openServer, role, toCategory, toRole } from "./server.ts";

const template = [
  role("moderator", 0, { permissions: ["ManageMessages", "ViewChannel"], color: "#5865f2", hoist: true }),
  role("helper", 1, { mentionable: true }),
  category("support", 0, { overwrites: [{ target: "everyone", allow: [], deny: ["SendMessages"] }] }),
  channel("announcements", 0, {
    type: "announcement",
    category: toCategory("support"),
    overwrites: [
      { target: "everyone", allow: ["ViewChannel"], deny: ["SendMessages", "CreatePublicThreads"] },
      { target: toRole("moderator"), allow: ["SendMessages"], deny: [] },
      { target: "bot", allow: ["ViewChannel", "SendMessages"], deny: [] },
    ],
  }),
  channel("help", 1, { category: toCategory("support"), topic: "Ask here", slowmode: 5 }),
  channel("lounge", 3, { type: "voice", name: "The Lounge" }),
  command("helpme", { nameLocalizations: { de: "hilfe" } }),
  command("bug", {
    scope: "guild",
    contexts: ["server"],
    defaultPermissions: ["SendMessages"],
    options: [
      { name: "area", type: "string", description: "Where", required: true, choices: ["a", "b"] },
      { name: "count", type: "integer", description: "How many", required: false, choices: ["1", "2"] },
    ],
  }),
  command("Report", { type: "message", description: "" }),
];

describe("a server", () => {
  test("is made as described, and the second plan is empty", async () => {
    const { deploy } = await openServer();
    const { result, after } = await deploy(template);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(after.steps).toHaveLength(template.length);
  });

  test("every write carries the reason for the audit log, and no channel is made without its overwrites", async () => {
    const { deploy, tape } = await openServer();
    await deploy(template);
    const writes = (await tape()).filter(({ method }) => method !== "GET");
    expect(writes.length).toBeGreaterThanOrEqual(template.length);
    for (const write of writes) {
      expect(decodeURIComponent(write.requestHeaders["x-audit-log-reason"] ?? "")).toBe(
        "flexcord deploy of game (test)",
      );
      expect(write.path).not.toContain("/permissions/");
    }
    const channels = writes.filter(({ path, method }) => method === "POST" && path.endsWith("/channels"));
    for (const { requestBody } of channels)
      expect(JSON.parse(requestBody)).toHaveProperty("permission_overwrites");
  });

  test("that is as described is only read, one list for each kind", async () => {
    const { deploy, plan, apply, tape } = await openServer();
    await deploy(template);
    await tape();
    await apply(await plan(template));
    const calls = (await tape()).map(({ method, path }) => `${method} ${path.replace(/\?.*$/, "")}`);
    expect(calls.every((call) => call.startsWith("GET"))).toBe(true);
    expect(calls.toSorted()).toEqual([...new Set(calls)].toSorted());
    expect(calls.length).toBeLessThanOrEqual(6);
  });

  test("without Community gets a text channel for announcements, and a note that says why", async () => {
    const { plan } = await openServer();
    const step = (await plan(template)).steps.find(({ key }) => key === "announcements");
    expect(step?.wanted["type"]).toBe("text");
    expect(step?.notes.join()).toContain("Community");
  });
});

describe("each change", () => {
  const changes: readonly [string, string, Readonly<Record<string, unknown>>, string][] = [
    ["discord.role", "moderator", { name: "Mods" }, "rename role moderator: name"],
    ["discord.role", "moderator", { permissions: ["ViewChannel"] }, "change role moderator: permissions"],
    ["discord.role", "moderator", { color: null }, "change role moderator: color"],
    ["discord.role", "helper", { color: "#ff0000" }, "change role helper: color"],
    ["discord.role", "helper", { hoist: true }, "change role helper: hoist"],
    ["discord.role", "helper", { mentionable: false }, "change role helper: mentionable"],
    ["discord.category", "support", { name: "Care" }, "rename category support: name"],
    ["discord.category", "support", { overwrites: [] }, "change category support: overwrites.everyone"],
    ["discord.channel", "help", { name: "get-help" }, "rename channel help: name"],
    ["discord.channel", "help", { topic: null }, "change channel help: topic"],
    ["discord.channel", "help", { topic: "Ask there" }, "change channel help: topic"],
    ["discord.channel", "help", { slowmode: 0 }, "change channel help: slowmode"],
    ["discord.channel", "help", { nsfw: true }, "change channel help: nsfw"],
    ["discord.channel", "help", { category: null }, "change channel help: category"],
    ["discord.channel", "lounge", { name: "Den" }, "rename channel lounge: name"],
    [
      "discord.channel",
      "announcements",
      { overwrites: [{ target: toRole("helper"), allow: ["SendMessages"], deny: [] }] },
      "change channel announcements: overwrites.bot, overwrites.everyone, overwrites.moderator, overwrites.helper",
    ],
    ["discord.command", "helpme", { description: "New words" }, "change command helpme: description"],
    ["discord.command", "helpme", { name: "support" }, "rename command helpme: name"],
    ["discord.command", "helpme", { contexts: ["server"] }, "change command helpme: contexts"],
    ["discord.command", "helpme", { nameLocalizations: {} }, "change command helpme: nameLocalizations.de"],
    [
      "discord.command",
      "helpme",
      { descriptionLocalizations: { de: "Hilfe" } },
      "change command helpme: descriptionLocalizations.de",
    ],
    ["discord.command", "bug", { defaultPermissions: null }, "change command bug: defaultPermissions"],
    ["discord.command", "bug", { options: [] }, "change command bug: options.area, options.count"],
    [
      "discord.command",
      "bug",
      {
        options: [
          { name: "area", type: "string", description: "Which", required: true, choices: ["a"] },
          { name: "count", type: "integer", description: "How many", required: false, choices: ["1", "2"] },
        ],
      },
      "change command bug: options.area.description, options.area.choices",
    ],
  ];

  // Each on a server of its own: Discord allows two renames of a channel in ten minutes.
  test.each(changes)(
    "of %s %s (%j) is shown by its field, applied, and settled",
    async (kind, key, change, shown) => {
      const { deploy } = await openServer();
      await deploy(template);
      const changed = template.map((item) =>
        item.kind === kind && item.key === key
          ? { ...item, spec: { ...item.spec, ...(change as typeof item.spec) } }
          : item,
      );
      const { plan, result, after } = await deploy(changed);
      expect(sorted(changesOf(plan))).toEqual(sorted([shown]));
      expect(result.failed).toEqual([]);
      expect(changesOf(after)).toEqual([]);
      expect(changesOf((await deploy(template)).after)).toEqual([]);
    },
  );

  const sorted = (lines: readonly string[]) =>
    lines.map((line) => {
      const [head, paths] = line.split(": ");
      return `${head}: ${paths?.split(", ").toSorted().join(", ")}`;
    });
});

describe("what others do on the server", () => {
  test("is undone where it is described, and left alone where it is not", async () => {
    const { deploy, plan, rest, guildId } = await openServer();
    const { after } = await deploy(template);
    const idOf = (key: string) => after.steps.find((step) => step.key === key)?.id ?? "";
    await rest.delete(Routes.channel(idOf("help")));
    await rest.patch(Routes.guildRole(guildId, idOf("helper")), { body: { name: "Helpers" } });
    await rest.post(Routes.guildChannels(guildId), { body: { name: "off-topic", type: 0 } });
    const seen = await plan(template);
    expect(changesOf(seen)).toEqual([
      "rename role helper: name",
      "create channel help: name, type, category, topic, slowmode, nsfw, overwrites",
    ]);
    expect(seen.steps.find((step) => step.key === "helper")?.fields[0]?.drift).toBe(true);
    expect(seen.unmanaged.map(({ name }) => name)).toContain("off-topic");
    expect(isEmpty((await deploy(template)).after)).toBe(true);
    const names = (await rest.get(Routes.guildChannels(guildId))) as { name: string }[];
    expect(names.filter(({ name }) => name === "help")).toHaveLength(1);
    expect(names.filter(({ name }) => name === "off-topic")).toHaveLength(1);
  });

  test("a channel of the same name is theirs until it is adopted", async () => {
    const { plan, apply, rest, guildId } = await openServer();
    await rest.post(Routes.guildChannels(guildId), { body: { name: "lobby", type: 0, topic: "theirs" } });
    const mine = [channel("lobby", 0, { topic: "ours" })];
    await expect(plan(mine)).rejects.toMatchObject({ code: "state.conflict" });
    const adopting = await plan(mine, { adopt: true });
    expect(changesOf(adopting)).toEqual(["adopt channel lobby: topic"]);
    await apply(adopting);
    expect(isEmpty(await plan(mine))).toBe(true);
  });

  test("a command that our application already has is ours", async () => {
    const { plan, rest, applicationId } = await openServer();
    await rest.post(Routes.applicationCommands(applicationId), {
      body: { name: "helpme", type: 1, description: "Older words", contexts: [0, 1] },
    });
    expect(changesOf(await plan([command("helpme")]))).toEqual(["change command helpme: description"]);
  });

  test("a name Discord rewrites is no difference", async () => {
    const { deploy } = await openServer();
    const { after } = await deploy([
      channel("a", 0, { name: "Bug Reports!" }),
      channel("b", 1, { name: "über--uns" }),
    ]);
    expect(changesOf(after)).toEqual([]);
  });
});

describe("order", () => {
  test("of roles and channels follows the config", async () => {
    const { deploy, plan, rest, guildId } = await openServer();
    const three = (one: number, two: number, six: number) => [
      role("one", one),
      role("two", two),
      role("six", six),
      category("top", 0),
      channel("c-one", one, { category: toCategory("top") }),
      channel("c-two", two, { category: toCategory("top") }),
      channel("c-six", six, { category: toCategory("top") }),
    ];
    expect(changesOf((await deploy(three(0, 1, 2))).after)).toEqual([]);
    const turned = await deploy(three(2, 1, 0));
    expect(changesOf(turned.plan)).toEqual(["order role six: order", "order channel c-six: order"]);
    expect(changesOf(turned.after)).toEqual([]);
    const roles = (await rest.get(Routes.guildRoles(guildId))) as { name: string; position: number }[];
    const ours = roles.filter(({ name }) => ["one", "two", "six"].includes(name));
    expect(ours.sort((a, b) => b.position - a.position).map(({ name }) => name)).toEqual([
      "six",
      "two",
      "one",
    ]);
    expect(isEmpty(await plan(three(2, 1, 0)))).toBe(true);
  });

  test("of a channel that moves to another category is settled there", async () => {
    const { deploy } = await openServer();
    const at = (key: string) => [
      category("a", 0),
      category("b", 1),
      channel("wanderer", 0, { category: toCategory(key) }),
      channel("resident", 1, { category: toCategory("b") }),
    ];
    await deploy(at("a"));
    expect(changesOf((await deploy(at("b"))).after)).toEqual([]);
  });
});
