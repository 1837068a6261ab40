import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { permissionBits, type PermissionName } from "../../../src/domain/permission.ts";
import { startSandbox, type Sandbox } from "../../../src/sandbox/sandbox.ts";
import { flexcord, root } from "../../cli/process.ts";

const bits = (...names: readonly PermissionName[]) =>
  String(names.reduce((all, name) => all | permissionBits[name], 0n));

/** A server as others have built it: 20 roles, 6 categories, 60 channels, forum tags, rules of every sort. */
async function furnish({ url, ready: { discord } }: Sandbox) {
  const joined = await fetch(`${url}/control/discord/members`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Mia" }),
  });
  const mia = (await joined.json()) as { id: string };
  const post = async (path: string, body: object): Promise<string> => {
    for (;;) {
      const answer = await fetch(`${discord.api}/v10/guilds/${discord.guildId}/${path}`, {
        method: "POST",
        headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      const made = (await answer.json()) as { id: string; retry_after?: number };
      if (answer.status !== 429) {
        if (!answer.ok) throw new Error(`Discord refused ${path}: ${JSON.stringify(made)}`);
        return made.id;
      }
      await new Promise((resolve) => setTimeout(resolve, (made.retry_after ?? 1) * 1000));
    }
  };
  const roles: string[] = [];
  for (let number = 0; number < 20; number += 1) {
    roles.push(
      await post("roles", {
        name: number === 7 ? "Männer & Frauen" : `Role ${number % 19}`,
        permissions: number % 3 === 0 ? bits("ManageMessages") : "0",
        hoist: number % 2 === 0,
        mentionable: number % 5 === 0,
        colors: { primary_color: number * 4096, secondary_color: null, tertiary_color: null },
      }),
    );
  }
  const everyone = (allow: string, deny: string) => ({ id: discord.guildId, type: 0, allow, deny });
  const role = (number: number, allow: string, deny = "0") => ({ id: roles[number], type: 0, allow, deny });
  const categories: string[] = [];
  for (let number = 0; number < 6; number += 1) {
    const hidden = number === 5 ? [everyone("0", bits("ViewChannel")), role(1, bits("ViewChannel"))] : [];
    const rules =
      number === 1 ? [everyone("0", bits("MentionEveryone")), role(2, bits("ManageMessages"))] : hidden;
    categories.push(
      await post("channels", { name: `Place ${number}`, type: 4, permission_overwrites: rules }),
    );
  }
  const types = [0, 0, 0, 2, 15, 13];
  for (let number = 0; number < 54; number += 1) {
    const type = types[number % types.length] ?? 0;
    const parent = number % 7 === 6 ? null : categories[number % 5];
    await post("channels", {
      name: type === 2 || type === 13 ? `Voice ${number}` : `chat-${number % 40}`,
      type,
      parent_id: parent,
      ...(type === 0 ? { topic: `About ${number}`, rate_limit_per_user: number } : {}),
      ...(type === 15 ? { available_tags: [{ name: "Open" }, { name: "Done", moderated: true }] } : {}),
      permission_overwrites:
        number % 4 === 0 ? [role(3, bits("SendMessages")), everyone("0", bits("AddReactions"))] : [],
    });
  }
  // What a config cannot say: a rule for one member, and a place in which flexcord has no rule of its own.
  await post("channels", {
    name: "for-one",
    type: 0,
    permission_overwrites: [{ id: mia.id, type: 1, allow: bits("ViewChannel"), deny: "0" }],
  });
}

function folder(sandbox: Sandbox) {
  const cwd = mkdtempSync(join(tmpdir(), "flexcord-pull-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const { discord, twilio } = sandbox.ready;
  writeFileSync(
    join(cwd, "flexcord.yaml"),
    `# kept\nversion: 1\nproject: old\ndiscord:\n  guild: "${discord.guildId}" # kept too\n`,
  );
  const env = {
    DISCORD_TOKEN: discord.token,
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_API_KEY: twilio.apiKey,
    TWILIO_API_SECRET: twilio.apiSecret,
    FLEXCORD_SECRET: "a secret of this test alone, long enough",
    FLEXCORD_DISCORD_API: discord.api,
    FLEXCORD_TWILIO_API: twilio.api,
    FLEXCORD_PUBLIC_URL: "http://127.0.0.1:9",
  };
  return { cwd, env, read: () => readFileSync(join(cwd, "flexcord.yaml"), "utf8") };
}

interface PlanJson {
  readonly changes: boolean;
  readonly plan: {
    readonly steps: readonly { kind: string; key: string; action: string; fields: unknown }[];
  };
}

test("a server of 60 channels and 20 roles is written down, and plans empty", async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  await furnish(sandbox);
  const project = folder(sandbox);
  const pulled = await flexcord(["pull", "--yes", "--json"], project);
  expect({ code: pulled.code, stderr: pulled.code === 0 ? "" : pulled.stderr }).toEqual({
    code: 0,
    stderr: "",
  });
  const { counts, leftOut } = JSON.parse(pulled.stdout) as {
    counts: { roles: number; channels: number };
    leftOut: { name: string; why: string }[];
  };
  expect(counts).toMatchObject({ roles: 19, categories: 5 });
  // Names that are there twice, what only one member may see, and what flexcord would have to let itself into.
  expect(leftOut.map(({ name }) => name)).toEqual(expect.arrayContaining(["Role 0", "for-one", "Place 5"]));
  expect(counts.channels + leftOut.length).toBeGreaterThanOrEqual(55);
  expect(counts.channels).toBeGreaterThanOrEqual(45);
  expect(project.read()).toContain("# kept too");

  const plan = JSON.parse((await flexcord(["plan", "--json"], project)).stdout) as PlanJson;
  const layout = plan.plan.steps.filter(
    ({ kind }) => /role|category|channel$/u.test(kind) && kind.startsWith("discord"),
  );
  expect(layout.length).toBe(counts.roles + counts.channels + 5);
  expect(layout.filter(({ action }) => action !== "keep")).toEqual([]);

  expect((await flexcord(["deploy", "--yes"], project)).code).toBe(0);
  expect(JSON.parse((await flexcord(["plan", "--json"], project)).stdout)).toMatchObject({ changes: false });
  const text = project.read();
  expect((await flexcord(["pull", "--yes"], project)).code).toBe(0);
  expect(project.read()).toBe(text);
});

test("commands, AutoMod rules, welcome screen and onboarding are written down too, and plan empty", async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { discord } = sandbox.ready;
  for (const dial of ["community", "boosts"])
    await send(`${sandbox.url}/control/discord/${dial}`, "PUT", {}, { enabled: true });
  // Somebody built it, with another config that nobody has any more.
  const built = folder(sandbox);
  copyFileSync(join(root, "test/fixtures/everything.yaml"), join(built.cwd, "flexcord.yaml"));
  const builders = { ...built, env: { ...built.env, DISCORD_GUILD: discord.guildId } };
  expect(await flexcord(["deploy", "--yes"], builders)).toMatchObject({ code: 0 });
  // What a config cannot say.
  await send(
    `${discord.api}/v10/applications/${discord.applicationId}/commands`,
    "POST",
    { authorization: `Bot ${discord.token}` },
    { name: "pages", description: "Pages", options: [{ type: 1, name: "list", description: "All of them" }] },
  );

  const project = folder(sandbox);
  const pulled = await flexcord(["pull", "--yes", "--json"], project);
  expect(pulled).toMatchObject({ code: 0 });
  const { counts, leftOut } = JSON.parse(pulled.stdout) as Pulled;
  expect(counts).toMatchObject({ commands: 5, automod: 5, welcomeScreen: 1, onboarding: 1 });
  expect(leftOut.map(({ name }) => name)).toContain("pages");
  const plan = JSON.parse((await flexcord(["plan", "--json"], project)).stdout) as PlanJson;
  const kinds = /^discord\.(command|automod|welcome-screen|onboarding)$/u;
  const steps = plan.plan.steps.filter(({ kind }) => kinds.test(kind));
  expect(steps).toHaveLength(12);
  expect(steps.filter(({ action }) => action !== "keep")).toEqual([]);
  const text = project.read();
  expect((await flexcord(["pull", "--yes"], project)).code).toBe(0);
  expect(project.read()).toBe(text);
}, 120_000);

interface Pulled {
  readonly counts: Readonly<Record<string, number>>;
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

async function send(url: string, method: string, headers: Readonly<Record<string, string>>, body: object) {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

test("nothing is written without leave", async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const project = folder(sandbox);
  const before = project.read();
  const asked = await flexcord(["pull"], project);
  expect({ code: asked.code, stderr: asked.stderr }).toEqual({
    code: 4,
    stderr: expect.stringContaining("--yes"),
  });
  const shown = await flexcord(["pull", "--dry-run"], project);
  expect({ code: shown.code, stdout: shown.stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining("channels:"),
  });
  expect(project.read()).toBe(before);
});
