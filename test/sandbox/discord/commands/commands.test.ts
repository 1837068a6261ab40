import { expect, test } from "vitest";

import { join, openStage, type Stage } from "../stage.ts";

const global = (stage: Stage) => `/applications/${stage.discord.applicationId}/commands` as const;
const ofGuild = (stage: Stage) =>
  `/applications/${stage.discord.applicationId}/guilds/${stage.discord.guildId}/commands` as const;
const helpme = { name: "helpme", description: "Get help" };

interface Command {
  readonly id: string;
  readonly version: string;
  readonly name: string;
}

test("the server fills in what a command does not say", async () => {
  await using stage = await openStage();
  const made = await stage.request("POST", global(stage), helpme);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    ...helpme,
    type: 1,
    application_id: stage.discord.applicationId,
    default_member_permissions: null,
    dm_permission: true,
    contexts: [0, 1, 2],
    integration_types: [0],
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
  });
  expect(made.body).not.toHaveProperty("options");
  const [listed] = (await stage.rest.get(global(stage))) as readonly object[];
  expect(listed).not.toHaveProperty("name_localizations");
  const own = await stage.request("POST", ofGuild(stage), { ...helpme, contexts: [0] });
  expect(own.body).toMatchObject({ guild_id: stage.discord.guildId, contexts: null, integration_types: [0] });
  expect(own.body).not.toHaveProperty("dm_permission");
});

test("a repeated POST updates; the id stays, the version moves only with a change", async () => {
  await using stage = await openStage();
  const first = (await stage.rest.post(global(stage), { body: helpme })) as Command;
  const same = await stage.request("POST", global(stage), helpme);
  expect(same).toMatchObject({ status: 200, body: { id: first.id, version: first.version } });
  const changed = await stage.request("POST", global(stage), { ...helpme, description: "Ask" });
  expect(changed.body["id"]).toBe(first.id);
  expect(changed.body["version"]).not.toBe(first.version);
});

test("a bulk overwrite keeps ids by name and drops the rest", async () => {
  await using stage = await openStage();
  const put = async (body: unknown) => (await stage.rest.put(global(stage), { body })) as readonly Command[];
  const before = await put([helpme, { name: "bug", description: "Report a bug" }]);
  const after = await put([{ name: "idea", description: "Have an idea" }, helpme]);
  expect(after.map(({ name }) => name)).toEqual(["idea", "helpme"]);
  expect(after[1]).toEqual(before[0]);
  expect(await stage.request("GET", `${global(stage)}/${before[1]?.id}`)).toMatchObject({
    status: 404,
    body: { code: 10063 },
  });
  const twice = await stage.request("PUT", global(stage), [helpme, helpme]);
  expect(JSON.stringify(twice.body)).toContain("APPLICATION_COMMANDS_DUPLICATE_NAME");
});

test("localizations that repeat the default are dropped; GET shows them on request", async () => {
  await using stage = await openStage();
  const body = { ...helpme, name_localizations: { de: "hilfe", fr: "helpme" } };
  await stage.rest.post(global(stage), { body });
  const [listed] = (await stage.rest.get(`${global(stage)}?with_localizations=true`)) as readonly object[];
  expect(listed).toMatchObject({ name_localizations: { de: "hilfe" }, description_localizations: null });
});

test("names, options and sizes are checked", async () => {
  await using stage = await openStage();
  const codes = async (body: object) =>
    JSON.stringify((await stage.request("POST", global(stage), { ...helpme, ...body })).body["errors"] ?? {});
  expect(await codes({ name: "Help Me" })).toContain("APPLICATION_COMMAND_INVALID_NAME");
  expect(await codes({ description: "" })).toContain("BASE_TYPE_BAD_LENGTH");
  const option = { type: 3, name: "topic", description: "What about" };
  expect(await codes({ options: [option, { ...option, name: "must", required: true }] })).toContain(
    "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  );
  expect(await codes({ options: [option, option] })).toContain("OPTIONS_NAME_ALREADY_EXISTS");
  const choices = Array.from({ length: 25 }, (_, index) => ({
    name: `${index}${"x".repeat(98)}`,
    value: `${index}${"y".repeat(98)}`,
  }));
  const options = ["a", "b"].map((name) => ({ ...option, name, choices }));
  expect(await codes({ options })).toContain("APPLICATION_COMMAND_TOO_LARGE");
});

test("commands are offered where their context and permissions allow", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  await stage.rest.put(global(stage), {
    body: [
      { ...helpme, contexts: [0] },
      { name: "anywhere", description: "Both", contexts: [0, 1] },
      { name: "mods", description: "Moderators", default_member_permissions: "8192" },
    ],
  });
  const { channelId: dm } = await stage.control<{ channelId: string }>("POST", `/discord/members/${mia}/dm`, {
    content: "hi",
  });
  const use = (name: string, channel?: string) =>
    stage.control("POST", `/discord/members/${mia}/command`, { name, channel });
  await use("helpme");
  await use("anywhere", dm);
  await expect(use("helpme", dm)).rejects.toThrow("does not offer Mia the command /helpme");
  await expect(use("mods")).rejects.toThrow("does not offer");
  await expect(use("unknown")).rejects.toThrow("does not offer");
  const role = (await stage.rest.post(`/guilds/${stage.discord.guildId}/roles`, {
    body: { name: "Moderators", permissions: "8192" },
  })) as { readonly id: string };
  await stage.control("PUT", `/discord/members/${mia}/roles`, { roles: [role.id] });
  await use("mods");
});

test("options reach the interaction as the command defines them", async () => {
  await using stage = await openStage();
  const mia = await join(stage);
  await stage.rest.post(ofGuild(stage), {
    body: {
      name: "bug",
      description: "Report",
      options: [
        {
          type: 3,
          name: "area",
          description: "Where",
          required: true,
          choices: [{ name: "Map", value: "map" }],
        },
        { type: 4, name: "times", description: "How often", min_value: 1 },
      ],
    },
  });
  const use = (options: object) =>
    stage.control("POST", `/discord/members/${mia}/command`, { name: "bug", options });
  await expect(use({})).rejects.toThrow('"area" is required');
  await expect(use({ area: "sky" })).rejects.toThrow("one of its choices");
  await expect(use({ area: "map", times: 0 })).rejects.toThrow("at least 1");
  await use({ area: "map", times: 2 });
});
