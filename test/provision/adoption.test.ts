import { describe, expect, test } from "vitest";

import { isEmpty } from "../../src/provision/plan/plan.ts";
import { category, channel, open, queue, ref } from "./fixtures.ts";
import { changesOf } from "./round.ts";
import { resource } from "./shelf.ts";

describe("things made by somebody else", () => {
  test("with the name of ours are not touched without --adopt", async () => {
    const { shelf, plan } = open();
    shelf.put("twilio.queue", { name: "support", targetWorkers: "mine" });
    await expect(plan([queue])).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringMatching(/flexcord.yaml:1: queue support.*"support" \(id1\)/) as string,
      fix: expect.stringContaining("--adopt") as string,
    });
  });

  test("are taken over with --adopt, changed to what is wanted, and ours from then on", async () => {
    const { shelf, plan, apply } = open();
    const id = shelf.put("twilio.queue", { name: "support", targetWorkers: "mine" });
    const adopting = await plan([queue], { adopt: true });
    expect(changesOf(adopting)).toEqual(["adopt queue support: targetWorkers"]);
    await apply(adopting);
    expect([...shelf.items.keys()]).toEqual([id]);
    expect(isEmpty(await plan([queue]))).toBe(true);
  });

  test("are not guessed at when several are alike", async () => {
    const { shelf, plan } = open();
    shelf.put("twilio.queue", { name: "support" });
    shelf.put("twilio.queue", { name: "support" });
    await expect(plan([queue], { adopt: true })).rejects.toMatchObject({
      code: "state.conflict",
      message: expect.stringMatching(/several.*id1.*id2/) as string,
    });
  });

  test("a channel of that name elsewhere on the server is another channel", async () => {
    const { shelf, plan } = open();
    shelf.put("discord.channel", { name: "help", in: "somewhere else" });
    expect(changesOf(await plan([category, channel("help", 0)]))).toHaveLength(2);
  });

  test("a guarded value is overwritten only when it is the one we left, or with --adopt", async () => {
    const { shelf, deploy, plan } = open();
    const callback = resource("twilio.queue", "hook", { url: "https://us" });
    await deploy([callback]);
    const moved = resource("twilio.queue", "hook", { url: "https://us.too" });
    expect(changesOf(await plan([moved]))).toEqual(["change queue hook: url"]);
    const [item] = shelf.items.values();
    if (item !== undefined) item.fields = { ...item.fields, url: "https://them" };
    await expect(plan([moved])).rejects.toMatchObject({
      message: expect.stringContaining("https://them") as string,
    });
    expect(changesOf(await plan([moved], { adopt: true }))).toEqual(["change queue hook: url"]);
  });

  test("a reference that is not there stops the plan; one that is there is never written", async () => {
    const { shelf, plan, apply } = open();
    const referred = resource("twilio.queue", "theirs", { targetWorkers: "x" }, { managed: "reference" });
    await expect(plan([referred])).rejects.toMatchObject({ code: "state.conflict" });
    const id = shelf.put("twilio.queue", { name: "theirs", targetWorkers: "anything" });
    const using = [referred, resource("twilio.workflow", "w", { queue: ref("twilio.queue", "theirs") })];
    await apply(await plan(using));
    expect(shelf.writes).toEqual(["create twilio.workflow w"]);
    expect([...shelf.items.values()][1]?.fields["queue"]).toBe(id);
    expect(isEmpty(await plan(using))).toBe(true);
  });

  test("a field that cannot change stops the plan with a way out", async () => {
    const { deploy, plan } = open();
    await deploy([resource("twilio.queue", "q", { type: "text" })]);
    await expect(plan([resource("twilio.queue", "q", { type: "voice" })])).rejects.toMatchObject({
      message: expect.stringContaining('cannot change from "text" to "voice"') as string,
      fix: expect.stringContaining("key of its own") as string,
    });
  });
});
