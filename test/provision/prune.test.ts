import { describe, expect, test } from "vitest";

import { Failure } from "../../src/domain/failure.ts";
import { isEmpty } from "../../src/provision/plan/plan.ts";
import { checkPolicy, type PolicyRules } from "../../src/provision/plan/policy.ts";
import { category, channel, open, queue, ref, workflow } from "./fixtures.ts";
import { changesOf } from "./round.ts";
import { resource } from "./shelf.ts";

const rules: PolicyRules = { maxDeletes: 3, isSecret: (text) => text.includes("hush"), loopback: false };
const pruning = { prune: true };

describe("what is no longer described", () => {
  test("goes with --prune, what refers to others first, and then nobody knows it any more", async () => {
    const { shelf, deploy, plan, apply } = open();
    await deploy([queue, workflow]);
    shelf.writes.length = 0;
    const pruned = await plan([], pruning);
    expect(changesOf(pruned)).toEqual(["delete queue support: ", "delete workflow support: "]);
    await apply(pruned);
    expect(shelf.writes.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "delete twilio.workflow",
      "delete twilio.queue",
    ]);
    expect(shelf.items.size).toBe(0);
    expect((await plan([], pruning)).steps).toEqual([]);
  });

  test("and was protected when last deployed is refused, until its unprotecting was deployed", async () => {
    const { shelf, deploy, plan, apply } = open();
    await deploy([category]);
    const refused = await plan([], pruning);
    expect(() => checkPolicy(refused, rules)).toThrow(
      expect.objectContaining({ code: "policy.protected", fix: expect.stringContaining("protect: false") }),
    );
    const unprotected = { ...category, protected: false };
    const unprotecting = await plan([unprotected]);
    expect(changesOf(unprotecting)).toEqual(["change category help: protect"]);
    shelf.writes.length = 0;
    await apply(unprotecting);
    expect(shelf.writes).toEqual([]);
    const allowed = await plan([], pruning);
    checkPolicy(allowed, rules);
    await apply(allowed);
    expect(shelf.items.size).toBe(0);
  });

  test("is refused when it is more than --max-deletes", async () => {
    const { deploy, plan } = open();
    await deploy(["a", "b", "c", "d"].map((key) => resource("twilio.queue", key, {})));
    const many = await plan([], pruning);
    expect(() => checkPolicy(many, rules)).toThrow(
      expect.objectContaining({ code: "policy.refused", fix: expect.stringContaining("--max-deletes 4") }),
    );
    expect(() => checkPolicy(many, { ...rules, maxDeletes: 4 })).not.toThrow();
  });

  test("and partly managed, referred to or gone already is forgotten, and nobody is called", async () => {
    const { shelf, deploy, plan, apply } = open();
    shelf.put("twilio.queue", { name: "theirs" });
    const referred = resource("twilio.queue", "theirs", {}, { managed: "reference" });
    const shared = resource("twilio.queue", "shared", {}, { managed: "partial" });
    await deploy([referred, shared, queue]);
    const ours = [...shelf.items.values()].find(({ fields }) => fields["name"] === "support");
    shelf.items.delete(ours?.id ?? "");
    shelf.writes.length = 0;
    const pruned = await plan([], pruning);
    expect(new Set(pruned.steps.map(({ action }) => action))).toEqual(new Set(["forget"]));
    await apply(pruned);
    expect(shelf.writes).toEqual([]);
    expect(shelf.items.size).toBe(2);
    expect((await plan([], pruning)).steps).toEqual([]);
  });

  test("stays while something that nobody manages rests on it", async () => {
    const { shelf, deploy, plan } = open();
    const unprotected = { ...category, protected: false };
    const { after } = await deploy([unprotected]);
    shelf.put("discord.channel", { name: "theirs", in: after.steps[0]?.id ?? "" });
    await expect(plan([channel("a", 0, { in: null })], pruning)).rejects.toMatchObject({
      code: "policy.protected",
      message: expect.stringContaining('"theirs"') as string,
    });
  });

  test("and taken over by another key is known by that key alone", async () => {
    const { shelf, deploy, plan, apply } = open();
    await deploy([queue]);
    const other = resource("twilio.queue", "desk", { name: "support", targetWorkers: "1==1" });
    await expect(plan([other])).rejects.toMatchObject({
      message: expect.stringContaining("previously: support") as string,
    });
    await apply(await plan([other], { adopt: true }));
    expect(isEmpty(await plan([other], pruning))).toBe(true);
    expect(shelf.items.size).toBe(1);
  });

  test("and removed by somebody between plan and apply counts as deleted", async () => {
    const { shelf, deploy, plan, apply } = open();
    await deploy([queue]);
    const pruned = await plan([], pruning);
    shelf.items.clear();
    expect((await apply(pruned)).failed).toEqual([]);
    expect((await plan([])).orphans).toEqual([]);
  });

  test("survives a failure before it: deletes come last", async () => {
    const { shelf, deploy, plan, apply } = open();
    await deploy([queue]);
    shelf.interfere = (moment, write) => {
      if (moment === "before" && write.startsWith("create")) throw new Failure("twilio.refused", "No.");
    };
    const result = await apply(await plan([category], pruning));
    expect(result.notStarted.map(({ action }) => action)).toEqual(["delete"]);
    expect(shelf.items.size).toBe(1);
  });
});

describe("policy", () => {
  const rule = (allow: readonly string[]) => [{ target: "everyone", allow, deny: [] }];
  test.each([
    ["everyone may mention everyone", { overwrites: rule(["MentionEveryone"]) }, "MentionEveryone"],
    ["everyone is an administrator", { overwrites: rule(["Administrator"]) }, "Administrator"],
    ["a secret stands in a topic", { topic: "the password is hush" }, "topic holds a secret"],
    ["an address is plain http", { url: "http://bridge.example/x" }, "plain http"],
  ])("refuses a plan in which %s", async (_, spec, said) => {
    const { plan } = open();
    const planned = await plan([resource("discord.channel", "a", spec)]);
    expect(() => checkPolicy(planned, rules)).toThrow(
      expect.objectContaining({ code: "policy.refused", message: expect.stringContaining(said) }),
    );
  });

  test.each(["Administrator", "MentionEveryone"])(
    "refuses to give everybody %s on the server",
    async (right) => {
      const { plan } = open();
      const planned = await plan([resource("discord.everyone", "everyone", { permissions: [right] })]);
      expect(() => checkPolicy(planned, rules)).toThrow(`gives everyone ${right}`);
      const role = resource("discord.role", "mod", { permissions: [right] });
      const category = resource("discord.category", "a", {
        overwrites: [{ target: "everyone", allow: [], deny: [right] }],
      });
      checkPolicy(await plan([role, category]), rules);
    },
  );

  test("allows plain http on this machine, and everyone what is harmless", async () => {
    const { plan } = open();
    const spec = { url: "http://127.0.0.1:9/x", overwrites: rule(["ViewChannel"]) };
    const planned = await plan([resource("discord.channel", "a", spec)]);
    checkPolicy(planned, { ...rules, loopback: true });
    expect(() => checkPolicy(planned, rules)).toThrow("plain http");
  });

  test("refuses a workflow without a default queue", async () => {
    const { plan } = open();
    const routing = (fallback: object) => ({ routing: { filters: [], default_filter: fallback } });
    const bad = await plan([resource("twilio.workflow", "w", { routing: { filters: [] } })]);
    expect(() => checkPolicy(bad, rules)).toThrow("no default queue");
    const good = [
      queue,
      resource("twilio.workflow", "w", routing({ queue: ref("twilio.queue", "support") }) as never),
    ];
    const planned = await plan(good);
    expect(() => checkPolicy(planned, rules)).not.toThrow();
  });
});
