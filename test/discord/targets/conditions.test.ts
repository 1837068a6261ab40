import { Routes } from "discord-api-types/v10";
import { describe, expect, test } from "vitest";

import type { Spec } from "../../../src/domain/blueprint.ts";
import { changesOf } from "../../provision/round.ts";
import { everything, rule, tag } from "./everything.ts";
import { channel, openServer, role } from "./server.ts";

describe("what a server lacks", () => {
  test("Community: news are a text channel, which a later deploy converts", async () => {
    const { deploy, dial, rest, guildId } = await openServer();
    const news = [channel("news", 0, { type: "announcement" })];
    const { after } = await deploy(news);
    expect(changesOf(after)).toEqual([]);
    await dial("community", true);
    const converting = await deploy(news);
    expect(changesOf(converting.plan)).toEqual(["change channel news: type"]);
    expect(changesOf(converting.after)).toEqual([]);
    const all = (await rest.get(Routes.guildChannels(guildId))) as { name: string; type: number }[];
    expect(all.filter(({ name }) => name === "news")).toEqual([expect.objectContaining({ type: 5 })]);
  });

  test("Community: welcome screen, onboarding and following one's own news are refused before any write", async () => {
    const { deploy, tape } = await openServer();
    await tape();
    const refusal = await deploy(everything).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "policy.refused" });
    expect((refusal as Error).message).toMatch(/welcome screen.*onboarding.*follow/su);
    expect((await tape()).filter(({ method }) => method !== "GET")).toEqual([]);
  });

  test("boosts: emoji of roles are refused, and applied once there are some", async () => {
    const { deploy, dial } = await openServer();
    const helper = [role("helper", 0, { emoji: "🛠" })];
    await expect(deploy(helper)).rejects.toMatchObject({ code: "policy.refused" });
    await dial("boosts", true);
    expect(changesOf((await deploy(helper)).after)).toEqual([]);
    const { plan, after } = await deploy([role("helper", 0)]);
    expect(changesOf(plan)).toEqual(["change role helper: emoji"]);
    expect(changesOf(after)).toEqual([]);
  });
});

describe("AutoMod", () => {
  const words = (key: string) => rule(key, { trigger: "keywords", keywords: [key] });
  const floods = (key: string) => rule(key, { trigger: "mentions" });

  test("has room for six rules of keywords and one of mentions, those of others counted", async () => {
    const { deploy, tape, stranger } = await openServer();
    await stranger().deploy([...["a", "b", "c", "d", "e"].map(words), floods("theirs")]);
    await tape();
    const refusal = await deploy([words("f"), words("g"), floods("ours")]).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "policy.refused" });
    expect((refusal as Error).message).toMatch(
      /5 AutoMod .* keywords and 2 more .* 6\..*1 AutoMod .* mentions/su,
    );
    expect((await tape()).filter(({ method }) => method !== "GET")).toEqual([]);
    expect(changesOf((await deploy([words("f")])).after)).toEqual([]);
  });
});

describe("a help panel", () => {
  const panel = [channel("a", 0), ...everything.filter(({ kind }) => kind === "discord.panel")];
  const panels = async ({ rest, guildId }: Awaited<ReturnType<typeof openServer>>) => {
    const all = (await rest.get(Routes.guildChannels(guildId))) as { id: string; name: string }[];
    const id = all.find(({ name }) => name === "a")?.id ?? "";
    return (await rest.get(Routes.channelMessages(id))) as {
      id: string;
      channel_id: string;
      pinned: boolean;
    }[];
  };

  test("is one message, pinned; unpinned or deleted by somebody it comes back", async () => {
    const server = await openServer();
    await server.deploy(panel);
    const [message] = await panels(server);
    expect(message).toMatchObject({ pinned: true });
    await server.rest.delete(Routes.channelMessagesPin(message?.channel_id ?? "", message?.id ?? ""));
    const unpinned = await server.deploy(panel);
    expect(changesOf(unpinned.plan)).toEqual(["change help panel help: pinned"]);
    expect(changesOf(unpinned.after)).toEqual([]);
    await server.rest.delete(Routes.channelMessage(message?.channel_id ?? "", message?.id ?? ""));
    expect(changesOf((await server.deploy(panel)).after)).toEqual([]);
    expect(await panels(server)).toHaveLength(1);
  });

  test.each(["POST", "PUT"])("cut off at its %s is not doubled by the next deploy", async (cutMethod) => {
    const server = await openServer();
    server.network.after = (method, path, body) =>
      method === cutMethod && path.includes("/messages") ? null : body;
    const { result } = await server.deploy(panel);
    expect(result.failed).toHaveLength(1);
    delete server.network.after;
    expect(changesOf((await server.deploy(panel)).after)).toEqual([]);
    expect(await panels(server)).toEqual([expect.objectContaining({ pinned: true })]);
  });
});

test("tags that stay keep their ids, so that posts keep their tags", async () => {
  const { deploy, rest, guildId } = await openServer();
  const forum = (...tags: Spec[]) => [channel("bugs", 0, { type: "forum", tags })];
  const idOf = async (name: string) => {
    const all = (await rest.get(Routes.guildChannels(guildId))) as {
      available_tags?: { id: string; name: string }[];
    }[];
    return all.flatMap(({ available_tags: tags = [] }) => tags).find((one) => one.name === name)?.id;
  };
  await deploy(forum(tag("new"), tag("fixed")));
  const before = await idOf("fixed");
  await deploy(forum(tag("open"), tag("fixed", { emoji: "✅" })));
  expect(await idOf("fixed")).toBe(before);
});
