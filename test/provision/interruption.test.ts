import { readFileSync, writeFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { Failure } from "../../src/domain/failure.ts";
import { isEmpty } from "../../src/provision/plan/plan.ts";
import { category, channel, open, queue, workflow } from "./fixtures.ts";
import { changesOf, stillClock } from "./round.ts";
import { resource } from "./shelf.ts";

describe("an apply that fails", () => {
  const all = [category, channel("a", 0), channel("b", 1), queue, workflow];

  test("begins nothing new, says what is done, failed and not started, and goes on the next time", async () => {
    const { shelf, plan, apply, deploy } = open();
    shelf.interfere = (moment, write) => {
      if (moment === "before" && write === "create twilio.queue support") {
        throw new Failure("twilio.refused", "No.");
      }
    };
    const result = await apply(await plan(all));
    expect(result.failed.map(({ step, failure }) => [step.key, failure.code])).toEqual([
      ["support", "twilio.refused"],
    ]);
    expect(result.notStarted.map((step) => step.kind)).toContain("twilio.workflow");
    expect(result.done.length + result.failed.length + result.notStarted.length).toBe(all.length);
    shelf.interfere = () => undefined;
    const { after } = await deploy(all);
    expect(isEmpty(after)).toBe(true);
    expect(shelf.items.size).toBe(all.length);
  });

  test("surely without effect leaves no intent behind", async () => {
    const { shelf, plan, apply, mapPath } = open();
    shelf.interfere = (moment) => {
      if (moment === "before") throw new Failure("twilio.refused", "No.");
    };
    await apply(await plan([queue]));
    expect(JSON.parse(readFileSync(mapPath, "utf8"))).toMatchObject({ pending: [], entries: [] });
  });

  test("cut off at any of its writes, before or after it happened, doubles nothing when run again", async () => {
    const complete = open();
    await complete.deploy(all);
    const writes = complete.shelf.writes.filter((write) => write.startsWith("create"));
    expect(writes).toHaveLength(all.length);
    for (const write of writes) {
      for (const moment of ["before", "after"] as const) {
        const { shelf, plan, apply, deploy } = open();
        shelf.interfere = (now, what) => {
          if (now === moment && what === write) throw new Failure("network.timeout", "Silence.");
        };
        const result = await apply(await plan(all));
        expect(result.failed).toHaveLength(1);
        shelf.interfere = () => undefined;
        const { after } = await deploy(all);
        expect(isEmpty(after), `${write} cut off ${moment}`).toBe(true);
        expect(shelf.items.size, `${write} cut off ${moment}`).toBe(all.length);
      }
    }
  });

  test("what an interrupted run made is recognised by the config it was made from", async () => {
    const { shelf, plan, apply } = open();
    shelf.interfere = (moment) => {
      if (moment === "after") throw new Failure("network.reset", "Gone.");
    };
    await apply(await plan([queue]));
    shelf.interfere = () => undefined;
    const renamed = resource("twilio.queue", "support", { name: "Help desk", targetWorkers: "1==1" });
    const next = await plan([renamed]);
    expect(changesOf(next)).toEqual(["adopt queue support: name"]);
    expect(next.steps[0]?.notes).toEqual(["made by a deploy that was interrupted"]);
    await apply(next);
    expect(shelf.items.size).toBe(1);
    expect(isEmpty(await plan([renamed]))).toBe(true);
  });

  test("something much older than the intent is not taken for its result", async () => {
    const { shelf, plan, apply } = open();
    shelf.interfere = (moment) => {
      if (moment === "before") throw new Failure("network.timeout", "Silence.");
    };
    await apply(await plan([queue]));
    shelf.interfere = () => undefined;
    shelf.put("twilio.queue", { name: "support", targetWorkers: "1==1" }, stillClock.now() - 3_600_000);
    await expect(plan([queue])).rejects.toMatchObject({ code: "state.conflict" });
  });

  test("over the rate limit is tried again", async () => {
    const { shelf, deploy } = open();
    let refusals = 2;
    shelf.interfere = (moment) => {
      if (moment !== "before" || refusals === 0) return;
      refusals -= 1;
      throw new Failure("twilio.rate-limited", "Slow down.", { retryAfterMs: 5 });
    };
    const { result, after } = await deploy([queue]);
    expect(result.failed).toEqual([]);
    expect(isEmpty(after)).toBe(true);
  });

  test("asked to wait ten minutes gives up instead", async () => {
    const { shelf, plan, apply } = open();
    shelf.interfere = () => {
      throw new Failure("discord.rate-limited", "Slow down.", { retryAfterMs: 600_000 });
    };
    const result = await apply(await plan([queue]));
    expect(result.failed[0]?.failure.code).toBe("discord.rate-limited");
  });

  test("interrupted finishes what is under way and begins nothing new", async () => {
    const { shelf, plan, apply } = open();
    const interruption = new AbortController();
    shelf.interfere = (moment, write) => {
      if (moment === "after" && write === "create twilio.queue support") interruption.abort();
    };
    const result = await apply(await plan([queue, workflow]), interruption.signal);
    expect(result.done.map((step) => step.kind)).toEqual(["twilio.queue"]);
    expect(result.notStarted.map((step) => step.kind)).toEqual(["twilio.workflow"]);
    expect(result.failed).toEqual([]);
  });

  test("whose identity map changed since the plan refuses to begin", async () => {
    const { shelf, plan, apply, deploy, mapPath } = open();
    await deploy([queue]);
    const planned = await plan([queue, workflow]);
    const text = readFileSync(mapPath, "utf8");
    writeFileSync(mapPath, text.replace(/"serial": (\d+)/, '"serial": 99'));
    shelf.writes.length = 0;
    await expect(apply(planned)).rejects.toMatchObject({ code: "state.conflict" });
    expect(shelf.writes).toEqual([]);
  });
});
