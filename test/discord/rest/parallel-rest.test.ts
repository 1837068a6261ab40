import { RateLimitError } from "@discordjs/rest";
import { Routes } from "discord-api-types/v10";
import { describe, expect, onTestFinished, test, vi } from "vitest";

import { callsTo } from "../../../src/demo/call.ts";
import { createParallelRest } from "../../../src/discord/rest/parallel-rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { startSandbox } from "../../../src/sandbox/sandbox.ts";

const ROUTE = "POST /guilds/{guild_id}/channels";

async function open() {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const { api, token, guildId } = sandbox.ready.discord;
  const rest = createParallelRest({ token, api, clock: systemClock });
  const control = callsTo(sandbox.url);
  return {
    rest,
    /** Strikes channels' creation with an effect. */
    strike: (effect: object, more: object = {}) =>
      control<{ id: string }>("POST", "/faults", { vendor: "discord", route: ROUTE, effect, ...more }),
    held: async (id: string) =>
      (await control<{ rules: { id: string; held: number }[] }>("GET", "/faults")).rules.find(
        (rule) => rule.id === id,
      )?.held,
    letGo: (id: string) => control("DELETE", `/faults/${id}`),
    create: (name: string) =>
      rest.post(Routes.guildChannels(guildId), { body: { name } }) as Promise<{ readonly id: string }>,
    statuses: async () =>
      (
        await control<{ entries: { status: number; route?: string }[] }>("GET", "/tape?limit=1000")
      ).entries.map(({ status }) => status),
  };
}

describe("calls of one bucket", () => {
  test("go out together: a few before Discord has told the limit, then as many as it has left", async () => {
    const { strike, held, letGo, create } = await open();
    const first = await strike({ kind: "hold", when: "before" });
    const early = Array.from({ length: 6 }, (_, index) => create(`early-${index}`));
    await vi.waitFor(async () => expect(await held(first.id)).toBe(4), { timeout: 10_000 });
    await letGo(first.id);
    await Promise.all(early);
    const second = await strike({ kind: "hold", when: "before" });
    const late = Array.from({ length: 20 }, (_, index) => create(`late-${index}`));
    await vi.waitFor(async () => expect(await held(second.id)).toBe(20), { timeout: 10_000 });
    await letGo(second.id);
    await Promise.all(late);
  });

  test("are never more than the bucket has left", async () => {
    const { rest, create, statuses } = await open();
    const { id } = await create("talk");
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        rest.post(Routes.channelMessages(id), { body: { content: `line ${index}` } }),
      ),
    );
    const seen = await statuses();
    expect(seen.filter((status) => status === 200 || status === 201)).toHaveLength(13);
    expect(seen).not.toContain(429);
  });

  test("one too many is sent again when Discord says, and the others wait with it", async () => {
    const { strike, create, statuses } = await open();
    await create("first");
    await strike({ kind: "limit", retryAfter: 1 }, { count: 1 });
    await create("second");
    await Promise.all([create("third"), create("fourth")]);
    expect((await statuses()).filter((status) => status === 429)).toHaveLength(1);
  });

  test("a wait too long is told, and nothing more of the bucket goes out", async () => {
    const { strike, create, statuses } = await open();
    await create("first");
    await strike({ kind: "limit", retryAfter: 600 });
    await expect(create("second")).rejects.toBeInstanceOf(RateLimitError);
    const told = await create("third").catch((error: unknown) => error);
    expect(told).toBeInstanceOf(RateLimitError);
    expect((told as RateLimitError).retryAfter).toBeGreaterThan(500_000);
    expect((await statuses()).filter((status) => status === 429)).toHaveLength(1);
  });
});
