import { describe, expect, test } from "vitest";
import { toBlueprint } from "../../src/config/blueprint.ts";
import { legacyNotice } from "../../src/config/legacy.ts";
import { loadConfig } from "../../src/config/load.ts";
import type { Blueprint, Ref, Resource, Spec } from "../../src/domain/blueprint.ts";
import { permissionBits, type PermissionName } from "../../src/domain/permission.ts";
import { least, load, root } from "./source.ts";

const publicUrl = "https://support.example.com";

const fromText = (text: string, environment = "production"): Blueprint =>
  toBlueprint(load(text, {}, environment), { publicUrl });

const template = (): Blueprint => {
  const file = `${root}/templates/servers/game-community.yaml`;
  const env = { DISCORD_GUILD: "1042350177233879082" };
  return toBlueprint(loadConfig({ file, environment: "production", env }), { publicUrl });
};

const specOf = (blueprint: Blueprint, kind: string, key: string): Resource["spec"] => {
  const found = blueprint.resources.find((resource) => resource.kind === kind && resource.key === key);
  if (found === undefined) throw new Error(`${kind} ${key} is not in the blueprint`);
  return found.spec;
};

describe("the blueprint of the least config", () => {
  test("holds /helpme for server and DM, and all of Twilio's side", () => {
    const blueprint = fromText(least);
    expect(blueprint).toMatchObject({ environment: "production", project: "nebula", ignore: [] });
    expect(blueprint.guildId).toBe("1042350177233879082");
    expect(blueprint.resources.map(({ kind, managed }) => `${kind} ${managed}`)).toEqual([
      "discord.command full",
      "discord.command full",
      "twilio.workspace reference",
      "twilio.task-channel reference",
      "twilio.queue full",
      "twilio.workflow full",
      "twilio.chat-service reference",
      "twilio.flow full",
      "twilio.callback full",
    ]);
    expect(specOf(blueprint, "discord.command", "helpme")).toMatchObject({
      name: "helpme",
      type: "slash",
      scope: "global",
      contexts: ["server", "bot-dm"],
      defaultPermissions: null,
    });
  });

  test("sends Twilio to the public address and hides the secret behind a reference", () => {
    const blueprint = fromText(least);
    expect(specOf(blueprint, "twilio.flow", "support")).toMatchObject({
      askUrl: "https://support.example.com/twilio/studio/ask",
      secret: { secret: "studio-secret" },
      workflow: { ref: { kind: "twilio.workflow", key: "support" } },
    });
    expect(specOf(blueprint, "twilio.callback", "support")["url"]).toBe(
      "https://support.example.com/twilio/taskrouter",
    );
  });

  test("names Twilio's things apart for each environment", () => {
    expect(specOf(fromText(least), "twilio.queue", "support")["name"]).toBe("nebula");
    expect(specOf(fromText(least, "staging"), "twilio.queue", "support")["name"]).toBe("nebula (staging)");
  });
});

describe("transport: programmable-chat", () => {
  const text = `transport: programmable-chat\n${least}`;

  test("has its own parts in place of today's, under a key of their own", () => {
    const blueprint = fromText(text);
    expect(
      blueprint.resources
        .filter(({ kind }) => kind.startsWith("twilio."))
        .map(({ kind, key, protected: kept }) => `${kind} ${key}${kept ? " protected" : ""}`),
    ).toEqual([
      "twilio.workspace support",
      "twilio.task-channel support",
      "twilio.queue support",
      "twilio.workflow support",
      "twilio.legacy-chat-service legacy protected",
      "twilio.flow legacy",
      "twilio.legacy-flex-flow legacy",
      "twilio.callback support",
    ]);
    expect(specOf(blueprint, "twilio.flow", "legacy")).toMatchObject({
      name: "nebula (legacy)",
      template: "assistant-then-agent-legacy",
      askUrl: "https://support.example.com/twilio/studio/ask",
    });
    expect(specOf(blueprint, "twilio.legacy-flex-flow", "legacy")).toEqual({
      name: "nebula (legacy)",
      chatService: { ref: { kind: "twilio.legacy-chat-service", key: "legacy" } },
      flow: { ref: { kind: "twilio.flow", key: "legacy" } },
    });
  });

  test("may name them, refer to a service that is there, and say what is protected", () => {
    const named = `${text}twilio:
  legacy:
    chatService: { name: Flex Chat Service, managed: reference }
    flexFlow: { protect: true }
`;
    const { resources } = fromText(named);
    const found = (kind: string) => resources.find((resource) => resource.kind === kind);
    expect(found("twilio.legacy-chat-service")).toMatchObject({
      managed: "reference",
      spec: { name: "Flex Chat Service", userChannels: 1000 },
    });
    expect(found("twilio.legacy-flex-flow")?.protected).toBe(true);
  });

  test("is said to be legacy, with its end and the way out; today's transport is not", () => {
    expect(legacyNotice(load(text))).toMatchObject({
      origin: { line: 1, column: 1, path: "transport" },
      message: expect.stringContaining("1 June 2026") as string,
      fix: expect.stringContaining("transport: conversations") as string,
    });
    expect(legacyNotice(load(least))).toBeNull();
  });
});

const role = (key: string): Ref => ({ ref: { kind: "discord.role", key } });

describe("channels", () => {
  test("take their category's rules, and replace them target by target", () => {
    const text = `${least}  roles: { mod: {}, dev: {} }
  categories:
    team:
      permissions:
        everyone: { deny: [ViewChannel] }
        mod: { allow: [ViewChannel] }
  channels:
    plain: { category: team }
    special: { category: team, permissions: { mod: { allow: [ViewChannel, ManageMessages] }, dev: { allow: [ViewChannel] } } }
`;
    const blueprint = fromText(text);
    const bot = { target: "bot", allow: ["ViewChannel"], deny: [] };
    const everyone = { target: "everyone", allow: [], deny: ["ViewChannel"] };
    expect(specOf(blueprint, "discord.channel", "plain")["overwrites"]).toEqual([
      bot,
      everyone,
      { target: role("mod"), allow: ["ViewChannel"], deny: [] },
    ]);
    expect(specOf(blueprint, "discord.channel", "special")["overwrites"]).toEqual([
      bot,
      everyone,
      { target: role("mod"), allow: ["ViewChannel", "ManageMessages"], deny: [] },
      { target: role("dev"), allow: ["ViewChannel"], deny: [] },
    ]);
  });

  test("keep what the file says of the bot", () => {
    const text = `${least}  channels:
    a: { permissions: { everyone: { deny: [SendMessages, EmbedLinks] }, bot: { deny: [EmbedLinks] } } }
`;
    expect(specOf(fromText(text), "discord.channel", "a")["overwrites"]).toEqual([
      { target: "bot", allow: ["SendMessages"], deny: ["EmbedLinks"] },
      { target: "everyone", allow: [], deny: ["SendMessages", "EmbedLinks"] },
    ]);
  });

  test("are in the order of the file", () => {
    const blueprint = fromText(`${least}  channels: { z: {}, a: {}, m: {} }\n`);
    const orders = ["z", "a", "m"].map((key) => specOf(blueprint, "discord.channel", key)["order"]);
    expect(orders).toEqual([0, 1, 2]);
  });
});

test("every resource says where in the file it is written", () => {
  const text = `${least}  channels:\n    help:\n      topic: x\ntwilio:\n  queue: { name: q }\n`;
  const blueprint = fromText(text);
  const at = (key: string, kind: string) =>
    blueprint.resources.find((r) => r.kind === kind && r.key === key)?.origin;
  expect(at("help", "discord.channel")).toMatchObject({ line: 6, column: 5, path: "discord.channels.help" });
  expect(at("support", "twilio.queue")).toMatchObject({ line: 9, column: 3, path: "twilio.queue" });
});

describe("the game community template", () => {
  test("points every reference at something that is there", () => {
    const { resources } = template();
    const there = new Set(resources.map(({ kind, key }) => `${kind} ${key}`));
    const refs = resources.flatMap(({ spec }) => Object.values(spec).flatMap(refsIn));
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter(({ ref }) => !there.has(`${ref.kind} ${ref.key}`))).toEqual([]);
  });

  test("lets only the team post announcements, everyone read them, and flexcord post", () => {
    const announcements = specOf(template(), "discord.channel", "announcements");
    expect(announcements["type"]).toBe("announcement");
    const may = (target: string) => rightsOf(announcements, target);
    expect(may("everyone")).toMatchObject({ SendMessages: "deny", CreatePublicThreads: "deny" });
    expect(may("everyone")["ViewChannel"]).toBeUndefined();
    expect(may("moderator")["SendMessages"]).toBe("allow");
    expect(may("studio")["SendMessages"]).toBe("allow");
    expect(may("bot")["SendMessages"]).toBe("allow");
  });

  test("locks the bot out of no channel and shows the team's to nobody else", () => {
    const { resources } = template();
    const places = resources.filter(({ kind }) => kind === "discord.channel" || kind === "discord.category");
    const hidden = places.filter(({ spec }) => rightsOf(spec, "everyone")["ViewChannel"] === "deny");
    expect(hidden.map(({ key }) => key)).toEqual(["team", "desk", "alerts"]);
    for (const { spec } of hidden) {
      expect(rightsOf(spec, "bot")["ViewChannel"]).toBe("allow");
      expect(rightsOf(spec, "moderator")["ViewChannel"]).toBe("allow");
    }
  });

  test("asks for no right that the bot's invite does not give", () => {
    // The rights flexcord asks for in its invite, bit by bit.
    const invite = 2_260_993_996_614_768n;
    const named = new Set(JSON.stringify(template().resources).match(/(?<=")[A-Z][A-Za-z]+(?=")/gu));
    const permissions = [...named].filter((name): name is PermissionName => name in permissionBits);
    expect(permissions).toContain("ManageMessages");
    const beyond = permissions.filter((name) => (permissionBits[name] & invite) === 0n);
    // Denying is no giving: nobody needs the right to keep it from others.
    expect(beyond).toEqual(["MentionEveryone"]);
  });
});

function refsIn(spec: Spec): readonly Ref[] {
  if (typeof spec !== "object" || spec === null) return [];
  if ("ref" in spec && typeof spec.ref === "object") return [spec as Ref];
  return Object.values(spec).flatMap((part: Spec) => refsIn(part));
}

function rightsOf(spec: Resource["spec"], target: string): Readonly<Record<string, "allow" | "deny">> {
  const overwrites = spec["overwrites"] as readonly {
    readonly target: string | Ref;
    readonly allow: readonly string[];
    readonly deny: readonly string[];
  }[];
  const found = overwrites.find((overwrite) => {
    const key = typeof overwrite.target === "string" ? overwrite.target : overwrite.target.ref.key;
    return key === target;
  });
  const rights: Record<string, "allow" | "deny"> = {};
  for (const name of found?.allow ?? []) rights[name] = "allow";
  for (const name of found?.deny ?? []) rights[name] = "deny";
  return rights;
}

describe("how a thing is treated", () => {
  const text = (keys: string) => `${least}  channels:\n    help:\n      ${keys}\n`;
  const channelOf = (keys: string) =>
    toBlueprint(load(text(keys)), { publicUrl: "https://x.example" }).resources.find(
      ({ kind }) => kind === "discord.channel",
    );

  test("is all ours and protected where messages would be lost, unless the file says otherwise", () => {
    expect(channelOf("topic: x")).toMatchObject({ managed: "full", protected: true });
    expect(channelOf("protect: false")).toMatchObject({ protected: false });
    expect(channelOf("previously: support")).toMatchObject({ previously: "support" });
    expect(channelOf("managed: reference")).toMatchObject({ managed: "reference" });
  });

  test("in part means the keys that the file names", () => {
    const keys = "managed: partial\n      topic: x\n      permissions: {}";
    expect(channelOf(keys)).toMatchObject({ managed: "partial", fields: ["topic", "overwrites"] });
  });
});
