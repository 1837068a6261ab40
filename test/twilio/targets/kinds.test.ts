import { describe, expect, test } from "vitest";

import type { Resource, ResourceKind, Spec } from "../../../src/domain/blueprint.ts";
import { changesOf } from "../../provision/round.ts";
import { resource } from "../../provision/shelf.ts";
import { openAccount } from "./account.ts";

const everything: readonly Resource[] = [
  resource("twilio.task-channel", "support", { uniqueName: "discord" }),
  resource("twilio.activity", "training", { name: "Training", available: false }),
  resource("twilio.activity", "on-call", { name: "On call", available: true }),
  resource("twilio.event-sink", "support", { name: "game", url: "https://bridge.example/twilio/events" }),
  resource("twilio.event-subscription", "support", {
    name: "game",
    sink: { ref: { kind: "twilio.event-sink", key: "support" } },
    events: ["task.created", "reservation.accepted"],
  }),
  resource("twilio.conversation-timers", "support", { inactiveMinutes: 60, closedMinutes: 4320 }),
  resource("twilio.flex-configuration", "support", {
    settings: { ui_attributes: { componentProps: { CRMContainer: { uri: "https://desk.example" } } } },
  }),
];

const withChange = (kind: ResourceKind, key: string, spec: Readonly<Record<string, Spec>>) =>
  everything.map((item) =>
    item.kind === kind && item.key === key ? { ...item, spec: { ...item.spec, ...spec } } : item,
  );

describe("an account with everything", () => {
  test("is made as described, says what agents must do, and the second plan is empty", async () => {
    const { deploy, client } = await openAccount();
    const { plan, result, after } = await deploy(everything);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(plan.steps.find(({ key }) => key === "support")?.notes.join()).toContain("capacity");
    const made = await client.conversations.v1.conversations.create({ uniqueName: "timed" });
    expect(made.timers).toMatchObject({ date_inactive: expect.any(String) as string });
  });

  test.each<readonly [ResourceKind, string, Readonly<Record<string, Spec>>, string]>([
    ["twilio.activity", "training", { name: "Course" }, "rename activity training: name"],
    ["twilio.event-sink", "support", { name: "games" }, "rename event sink support: name"],
    ["twilio.event-subscription", "support", { name: "games" }, "rename event subscription support: name"],
    [
      "twilio.event-subscription",
      "support",
      { events: ["task.created", "task.canceled", "task.wrapup"] },
      "change event subscription support: events",
    ],
    [
      "twilio.conversation-timers",
      "support",
      { inactiveMinutes: null },
      "change timers of conversations support: inactiveMinutes",
    ],
    [
      "twilio.conversation-timers",
      "support",
      { closedMinutes: 20 },
      "change timers of conversations support: closedMinutes",
    ],
    [
      "twilio.flex-configuration",
      "support",
      { settings: { ui_attributes: { componentProps: { CRMContainer: { uri: "https://other.example" } } } } },
      "change Flex configuration support: settings.ui_attributes.componentProps.CRMContainer.uri",
    ],
  ])("each change of %s %s (%j) is shown, applied, and settled", async (kind, key, change, shown) => {
    const { deploy } = await openAccount();
    await deploy(everything);
    const { plan, result, after } = await deploy(withChange(kind, key, change));
    expect(changesOf(plan)).toEqual([shown]);
    expect(result.failed).toEqual([]);
    expect(changesOf(after)).toEqual([]);
    expect(changesOf((await deploy(everything)).after)).toEqual([]);
  });

  test("what Twilio cannot change is refused", async () => {
    const { deploy, plan } = await openAccount();
    await deploy(everything);
    await expect(plan(withChange("twilio.activity", "training", { available: true }))).rejects.toMatchObject({
      code: "state.conflict",
    });
  });

  test("another name of the task channel means another one, and what was ours goes with --prune or stays", async () => {
    const { deploy, plan, apply, workspace } = await openAccount();
    await deploy(everything);
    const channels = async () => (await workspace.taskChannels.list()).map(({ uniqueName }) => uniqueName);
    const elsewhere = withChange("twilio.task-channel", "support", { uniqueName: "elsewhere" });
    const moved = await deploy(elsewhere);
    expect(changesOf(moved.plan)).toContain("create task channel support: uniqueName");
    expect(changesOf(moved.after)).toEqual([]);
    expect(await channels()).toEqual(expect.arrayContaining(["discord", "elsewhere"]));
    const chat = elsewhere.map((item) =>
      item.kind === "twilio.task-channel"
        ? { ...item, managed: "reference" as const, spec: { uniqueName: "chat" } }
        : item,
    );
    const pruned = await plan(chat, { prune: true });
    expect(changesOf(pruned)).toContain("delete task channel support: ");
    await apply(pruned);
    expect(changesOf(await plan(chat))).toEqual([]);
    expect(await channels()).not.toContain("elsewhere");
    const sms = chat.map((item) =>
      item.kind === "twilio.task-channel" ? { ...item, spec: { uniqueName: "sms" } } : item,
    );
    const again = await deploy(sms);
    expect(again.plan.orphans).toEqual([]);
    expect(again.result.failed).toEqual([]);
    expect(changesOf(again.after)).toEqual([]);
    expect(await channels()).toContain("chat");
  });

  test("another address means another sink and subscription; the old ones go with --prune or stay", async () => {
    const { client, deploy, plan, apply } = await openAccount();
    await deploy(everything);
    const url = "https://elsewhere.example/twilio/events";
    const elsewhere = withChange("twilio.event-sink", "support", { url });
    const { plan: moved, after } = await deploy(elsewhere);
    expect(changesOf(moved).map((line) => line.split(":")[0])).toEqual([
      "create event sink support",
      "create event subscription support",
    ]);
    expect(changesOf(after)).toEqual([]);
    expect(await client.events.v1.sinks.list()).toHaveLength(2);
    expect(moved.orphans.map(({ kind }) => kind)).toEqual(["twilio.event-sink", "twilio.event-subscription"]);
    await deploy(everything);
    const pruned = await plan(elsewhere, { prune: true });
    await apply(pruned);
    expect(changesOf(await plan(elsewhere))).toEqual([]);
  });
});

describe("what others set", () => {
  test("in the Flex configuration stays, beside ours and below the same key", async () => {
    const { client, deploy } = await openAccount();
    const configuration = () => client.flexApi.v1.configuration();
    const { accountSid } = await configuration().fetch();
    const theirs = { theme: { isLight: true }, componentProps: { CRMContainer: { hidden: false } } };
    await configuration().update({ account_sid: accountSid, ui_attributes: theirs, crm_enabled: true });
    await deploy(everything);
    const now = await configuration().fetch();
    expect(now.crmEnabled).toBe(true);
    expect(now.uiAttributes).toEqual({
      theme: { isLight: true },
      componentProps: { CRMContainer: { hidden: false, uri: "https://desk.example" } },
    });
  });

  test("as the account's timers is overwritten with --adopt only", async () => {
    const { client, plan, apply } = await openAccount();
    await client.conversations.v1.configuration().update({ defaultClosedTimer: "P1D" });
    await expect(plan(everything)).rejects.toMatchObject({ code: "state.conflict" });
    await apply(await plan(everything, { adopt: true }));
    expect(changesOf(await plan(everything))).toEqual([]);
  });

  test("as a task channel of that name is used as it is", async () => {
    const { workspace, plan } = await openAccount();
    await workspace.taskChannels.create({ uniqueName: "discord", friendlyName: "Theirs" });
    const [step] = (await plan(everything)).steps;
    expect(step).toMatchObject({ action: "keep", notes: [] });
  });
});
