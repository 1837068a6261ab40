import { describe, expect, test, vi } from "vitest";

import { callsTo } from "../../src/demo/call.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { openProject } from "./project.ts";

interface Entry {
  readonly method: string;
  readonly host?: string;
  readonly path: string;
  readonly route?: string;
  readonly vendor: string;
}

async function callsAfter(sandbox: Sandbox, after: number) {
  const { entries, last } = await callsTo(sandbox.url)<{ entries: Entry[]; last: number }>(
    "GET",
    `/tape?after=${after}&limit=1000`,
  );
  return { entries: entries.filter(({ vendor }) => vendor === "discord" || vendor === "twilio"), last };
}

const named = ({ method, host = "", path }: Entry) => `${method} ${host}${path}`;

describe("the calls of a deploy", () => {
  test("from empty: each list once, one write for each thing, one more for pinning and one for each order", async () => {
    const { run, sandbox } = await openProject();
    const { last } = await callsAfter(sandbox, 0);
    expect(await run(["deploy", "--yes"])).toMatchObject({ code: 0 });
    const { entries } = await callsAfter(sandbox, last);
    const reads = entries.filter(({ method }) => method === "GET").map(named);
    const again = reads.filter((call, index) => reads.indexOf(call) !== index);
    // Order is read once more when everything stands.
    expect(again.map((call) => call.slice(call.lastIndexOf("/"))).toSorted()).toEqual([
      "/channels",
      "/roles",
    ]);
    const writes = Map.groupBy(
      entries.filter(({ method }) => method !== "GET"),
      ({ route = "", method }) => `${method} ${route.slice(route.lastIndexOf("/") + 1)}`,
    );
    const orders = ["PATCH channels", "PATCH roles"].flatMap((name) => writes.get(name) ?? []);
    expect(orders.length).toBeLessThanOrEqual(2);
    const counts = Object.fromEntries([...writes].map(([name, calls]) => [name, calls.length]));
    expect(counts).toMatchObject({
      "POST roles": 2,
      "POST channels": 12,
      "POST rules": 3,
      "POST commands": 4,
      "POST messages": 1,
      "PUT {message_id}": 1,
      "POST TaskQueues": 1,
      "POST Workflows": 1,
      "POST Flows": 1,
      "POST Validate": 1,
    });
    // The workspace's callback is the only one not named above.
    expect(entries.filter(({ method }) => method !== "GET").length - orders.length).toBe(28);
  });

  test("without changes: no write, one list for each kind, all that need no other answer at once", async () => {
    const { run, sandbox } = await openProject();
    await run(["deploy", "--yes"]);
    const { last } = await callsAfter(sandbox, 0);
    // Roles, channels, the server, who the bot is, AutoMod, the panel; the configurations of Flex and Conversations, the flows.
    const [discordFirst, twilioFirst] = [6, 3];
    const hold = (vendor: string, count?: number) =>
      callsTo(sandbox.url)<{ id: string }>("POST", "/faults", {
        vendor,
        effect: { kind: "hold", when: "before" },
        ...(count === undefined ? {} : { count }),
      });
    const first = [await hold("discord", discordFirst), await hold("twilio", twilioFirst)];
    const second = [await hold("discord"), await hold("twilio")];
    const held = async () => {
      const { rules } = await callsTo(sandbox.url)<{ rules: { id: string; held: number }[] }>(
        "GET",
        "/faults",
      );
      return [...first, ...second].map(({ id }) => rules.find((rule) => rule.id === id)?.held ?? 0);
    };
    const letGo = (rules: readonly { id: string }[]) =>
      Promise.all(rules.map(({ id }) => callsTo(sandbox.url)("DELETE", `/faults/${id}`)));

    const ended = run(["deploy", "--yes"]);
    // Were one of them to wait for another, it would not be there.
    await vi.waitFor(async () => expect(await held()).toEqual([discordFirst, twilioFirst, 0, 0]), {
      timeout: 12_000,
    });
    await letGo(first);
    await vi.waitFor(async () => expect((await held()).slice(2)).toEqual([2, 5]), { timeout: 12_000 });
    await letGo(second);
    expect(await ended).toMatchObject({ code: 0 });

    const calls = (await callsAfter(sandbox, last)).entries.map(named);
    expect(calls.filter((call) => !call.startsWith("GET "))).toEqual([]);
    expect(calls.toSorted()).toEqual([...new Set(calls)].toSorted());
    expect(calls).toHaveLength(discordFirst + twilioFirst + 7);
  });
});
