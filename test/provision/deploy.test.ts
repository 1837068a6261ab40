import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { isEmpty } from "../../src/provision/plan/plan.ts";
import { category, channel, open, queue, ref, workflow } from "./fixtures.ts";
import { changesOf } from "./round.ts";
import { resource } from "./shelf.ts";

describe("a deploy", () => {
  test("creates everything in the order of its references, and the second plan is empty", async () => {
    const { shelf, deploy, mapPath } = open();
    const all = [workflow, channel("b", 1), channel("a", 0), category, queue];
    const { plan, result, after } = await deploy(all);
    expect(plan.steps.every((step) => step.action === "create")).toBe(true);
    expect(result.failed).toEqual([]);
    expect(shelf.writes.indexOf("create twilio.queue support")).toBeLessThan(
      shelf.writes.indexOf("create twilio.workflow support"),
    );
    expect(isEmpty(after)).toBe(true);
    const map = JSON.parse(readFileSync(mapPath, "utf8")) as { pending: unknown[]; entries: unknown[] };
    expect(map.pending).toEqual([]);
    expect(map.entries).toHaveLength(5);
  });

  test("without changes writes nothing, asks for one list a kind and leaves the file alone", async () => {
    const { shelf, plan, apply, deploy, mapPath } = open();
    await deploy([queue, workflow]);
    const text = readFileSync(mapPath, "utf8");
    shelf.writes.length = 0;
    shelf.reads.clear();
    await apply(await plan([queue, workflow]));
    expect(shelf.writes).toEqual([]);
    expect([...shelf.reads]).toEqual([
      ["twilio.queue", 1],
      ["twilio.workflow", 1],
    ]);
    expect(readFileSync(mapPath, "utf8")).toBe(text);
  });

  test("a field changed in the config is shown with found and wanted, written alone, and settled", async () => {
    const { shelf, deploy } = open();
    await deploy([queue, workflow]);
    shelf.writes.length = 0;
    const { plan, after } = await deploy([queue, { ...workflow, spec: { ...workflow.spec, seconds: 60 } }]);
    expect(changesOf(plan)).toEqual(["change workflow support: seconds"]);
    expect(plan.steps.find((step) => step.kind === "twilio.workflow")?.fields).toEqual([
      { path: "seconds", found: 30, wanted: 60, drift: false },
    ]);
    expect(shelf.writes).toEqual(["update twilio.workflow support: seconds"]);
    expect(isEmpty(after)).toBe(true);
  });

  test("a field changed by somebody else is told apart from one that we changed", async () => {
    const { shelf, deploy, plan } = open();
    await deploy([queue]);
    const [item] = shelf.items.values();
    if (item !== undefined) item.fields = { ...item.fields, targetWorkers: "2==2" };
    const [step] = (await plan([queue])).steps;
    expect(step?.fields).toEqual([{ path: "targetWorkers", found: "2==2", wanted: "1==1", drift: true }]);
  });

  test("something removed by hand is made again, and the plan says so", async () => {
    const { shelf, deploy } = open();
    const first = await deploy([queue]);
    shelf.items.clear();
    const { plan, after } = await deploy([queue]);
    expect(changesOf(plan)).toEqual(["create queue support: name, targetWorkers"]);
    expect(plan.steps[0]?.notes).toEqual([`${first.after.steps[0]?.id} is gone: somebody removed it`]);
    expect(isEmpty(after)).toBe(true);
    expect(shelf.items.size).toBe(1);
  });

  test("another name under the same key is a rename", async () => {
    const { shelf, deploy } = open();
    await deploy([category, channel("help", 0)]);
    const [before] = [...shelf.items.keys()];
    const renamed = { ...category, spec: { name: "Support desk", order: 0 } };
    const { plan, after } = await deploy([renamed, channel("help", 0)]);
    expect(changesOf(plan)).toEqual(["rename category help: name"]);
    expect([...shelf.items.keys()][0]).toBe(before);
    expect(isEmpty(after)).toBe(true);
  });

  test("another key with `previously` moves the key and calls nobody", async () => {
    const { shelf, deploy } = open();
    await deploy([queue, workflow]);
    shelf.writes.length = 0;
    const moved = resource(
      "twilio.queue",
      "desk",
      { name: "support", targetWorkers: "1==1" },
      { previously: "support" },
    );
    const follows = resource("twilio.workflow", "support", {
      queue: ref("twilio.queue", "desk"),
      seconds: 30,
    });
    const { plan, after } = await deploy([moved, follows]);
    expect(changesOf(plan)).toEqual(["rename queue desk: key"]);
    expect(shelf.writes).toEqual([]);
    expect(isEmpty(after)).toBe(true);
    expect(after.orphans).toEqual([]);
  });

  test("what is no longer described stays and is named", async () => {
    const { shelf, deploy, plan } = open();
    await deploy([queue, workflow]);
    const left = await plan([queue]);
    expect(isEmpty(left)).toBe(true);
    expect(left.orphans).toMatchObject([{ kind: "twilio.workflow", key: "support" }]);
    expect(shelf.items.size).toBe(2);
  });

  test("things of others are listed, those the config ignores are not", async () => {
    const { shelf, deploy, plan } = open();
    await deploy([category, channel("help", 0)]);
    shelf.put("discord.channel", { name: "off-topic" });
    shelf.put("discord.channel", { name: "staff-only" });
    expect((await plan([category, channel("help", 0)])).unmanaged.map(({ name }) => name)).toEqual([
      "off-topic",
    ]);
  });

  test("the order of managed siblings is restored, whoever changed it", async () => {
    const { deploy } = open();
    await deploy([category, channel("a", 0), channel("b", 1), channel("c", 2)]);
    const { plan, after } = await deploy([category, channel("c", 0), channel("a", 1), channel("b", 2)]);
    expect(changesOf(plan)).toEqual(["order channel c: order"]);
    expect(plan.steps.find((step) => step.action === "order")?.fields).toMatchObject([
      { found: ["a", "b", "c"], wanted: ["c", "a", "b"] },
    ]);
    expect(isEmpty(after)).toBe(true);
  });

  test("a new one among others comes to stand where it belongs", async () => {
    const { deploy } = open();
    await deploy([category, channel("a", 0), channel("c", 1)]);
    const { after } = await deploy([category, channel("a", 0), channel("b", 1), channel("c", 2)]);
    expect(isEmpty(after)).toBe(true);
  });

  test("what the vendor makes of a name is no difference the next time", async () => {
    const { shelf, deploy, plan } = open();
    const rewriting = shelf.side.targets.find(({ kind }) => kind === "twilio.queue");
    const create = rewriting?.create.bind(rewriting);
    Object.assign(rewriting ?? {}, {
      create: (write: Parameters<NonNullable<typeof create>>[0]) =>
        create?.({ ...write, fields: { ...write.fields, name: "SUPPORT" } }),
    });
    const { after } = await deploy([queue]);
    expect(isEmpty(after)).toBe(true);
    const [item] = shelf.items.values();
    if (item !== undefined) item.fields = { ...item.fields, name: "mine now" };
    expect(changesOf(await plan([queue]))).toEqual(["rename queue support: name"]);
  });
});

describe("secrets", () => {
  const secretive = resource("twilio.queue", "support", { token: { secret: "studio-secret" } });

  test("are masked in the plan and in the identity map, compared by digest, and sent whole", async () => {
    const { shelf, deploy, mapPath } = open();
    const { plan, after } = await deploy([secretive]);
    expect(JSON.stringify(plan)).not.toContain("s3cret");
    expect(readFileSync(mapPath, "utf8")).not.toContain("s3cret");
    expect([...shelf.items.values()][0]?.fields["token"]).toBe("s3cret");
    expect(isEmpty(after)).toBe(true);
  });

  test("another value is a change", async () => {
    const { shelf, deploy, plan } = open();
    await deploy([secretive]);
    const [item] = shelf.items.values();
    if (item !== undefined) item.fields = { ...item.fields, token: "an older one" };
    expect(changesOf(await plan([secretive]))).toEqual(["change queue support: token"]);
  });
});
