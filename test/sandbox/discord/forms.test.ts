import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { event, identify, type RawGateway } from "./raw-gateway.ts";
import { join, openStage, type Stage } from "./stage.ts";

const label = (component: object) => ({ type: 18, label: "Field", component });
const options = ["a", "b"].map((value) => ({ label: value, value }));
const text = { type: 4, custom_id: "text", style: 1 };
const files = { type: 19, custom_id: "files", min_values: 0, max_values: 2, required: false };

interface Used {
  readonly mia: string;
  readonly gateway: RawGateway;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly answer: (components: readonly object[]) => ReturnType<Stage["request"]>;
}

/** Mia uses a command of a message's menu on what she wrote. */
async function useOnMessage(stage: Stage): Promise<Used> {
  const gateway = await identify(stage, 0);
  const mia = await join(stage);
  const scope = `/applications/${stage.discord.applicationId}/guilds/${stage.discord.guildId}/commands`;
  await stage.rest.put(scope as `/${string}`, { body: [{ name: "Report it", type: 3 }] });
  const { channels } = await stage.control<{ channels: { id: string }[] }>("GET", "/discord/server");
  const said = { channel: channels[0]?.id, content: "it broke" };
  const { messageId } = await stage.control<{ messageId: string }>(
    "POST",
    `/discord/members/${mia}/say`,
    said,
  );
  await stage.control("POST", `/discord/members/${mia}/message-command`, { name: "Report it", messageId });
  const { d } = await gateway.next(event("INTERACTION_CREATE"));
  expect(d["data"]).toMatchObject({ type: 3, target_id: messageId, name: "Report it" });
  const id = String(d["id"]);
  const answer = (components: readonly object[]) =>
    stage.request("POST", `/interactions/${id}/${String(d["token"])}/callback`, {
      type: 9,
      data: { custom_id: "form", title: "Report", components },
    });
  return { mia, gateway, id, data: d["data"] as Record<string, unknown>, answer };
}

test("a command on a message carries it whole, without the intent that would show it elsewhere", async () => {
  await using stage = await openStage();
  const { data } = await useOnMessage(stage);
  const { messages } = data["resolved"] as { readonly messages: Record<string, { content: string }> };
  expect(Object.values(messages)).toMatchObject([{ content: "it broke" }]);
});

test("a command on somebody carries who it is", async () => {
  await using stage = await openStage();
  const { mia, gateway } = await useOnMessage(stage);
  const noah = await join(stage, "Noah");
  const scope = `/applications/${stage.discord.applicationId}/guilds/${stage.discord.guildId}/commands`;
  await stage.rest.post(scope as `/${string}`, { body: { name: "Who", type: 2 } });
  await stage.control("POST", `/discord/members/${mia}/user-command`, { name: "Who", memberId: noah });
  const { d } = await gateway.next(({ d }) => (d["data"] as { type?: number } | undefined)?.type === 2);
  expect(d["data"]).toMatchObject({
    type: 2,
    target_id: noah,
    resolved: { users: { [noah]: { id: noah } } },
  });
  const unknown = { name: "What", memberId: noah };
  await expect(stage.control("POST", `/discord/members/${mia}/user-command`, unknown)).rejects.toThrow(
    "does not offer",
  );
});

test.each([
  ["a form in a form", [{ type: 18, label: "x" }]],
  ["six of anything", Array.from({ length: 6 }, (_, n) => label({ ...text, custom_id: String(n) }))],
  ["one name twice", [label(text), label(text)]],
  ["one radio alone", [label({ type: 21, custom_id: "r", options: options.slice(0, 1) })]],
  ["a value twice", [label({ type: 3, custom_id: "s", options: [options[0], options[0]] })]],
  ["eleven files", [label({ ...files, max_values: 11 })]],
  ["nothing of what is required", [label({ ...files, required: true })]],
  ["what is disabled", [label({ type: 3, custom_id: "s", options, disabled: true })]],
  [
    "more chosen than can be",
    [label({ type: 21, custom_id: "r", options: options.map((one) => ({ ...one, default: true })) })],
  ],
  ["an empty text", [{ type: 10, content: "" }]],
])("%s is refused", async (_, components) => {
  await using stage = await openStage();
  const { answer } = await useOnMessage(stage);
  expect(await answer(components)).toMatchObject({ status: 400, body: { code: 50_035 } });
});

test("what was sent with a form is at an address that expires, and belongs to no message", async () => {
  await using stage = await openStage();
  const { mia, gateway, id, answer } = await useOnMessage(stage);
  const radio = { type: 21, custom_id: "r", options };
  const shown = [{ type: 10, content: "Read me" }, label(text), label(radio), label(files)];
  expect((await answer(shown)).status).toBe(204);
  await stage.control("PUT", "/discord/attachment-life", { ms: 2_000 });
  const send = (values: object) =>
    stage.control("POST", `/discord/members/${mia}/submit`, { interactionId: id, values });
  const file = { name: "a b.txt", contentType: "text/plain", base64: "aGk=" };
  await expect(send({ text: "x", r: "c" })).rejects.toThrow("among its options");
  await expect(send({ text: "x", files: [file] })).rejects.toThrow("0 choices");
  await expect(send({ text: "x", r: "a", files: [file, file, file] })).rejects.toThrow("3 files");
  await expect(send({ text: "x", r: "a", files: [{ name: "x", bytes: 11_000_000 }] })).rejects.toThrow(
    "bytes",
  );
  await send({ text: "x", r: "b", files: [file] });
  const { d } = await gateway.next(({ t, d }) => t === "INTERACTION_CREATE" && d["type"] === 5);
  const data = d["data"] as {
    readonly components: readonly { readonly component?: object }[];
    readonly resolved: {
      readonly attachments: Record<string, { readonly url: string; readonly ephemeral: true }>;
    };
  };
  const [attachment] = Object.values(data.resolved.attachments);
  expect(attachment).toMatchObject({ filename: "a_b.txt", size: 2, ephemeral: true });
  expect(data.components.map(({ component }) => component)).toMatchObject(
    [
      {},
      { type: 4, value: "x" },
      { type: 21, value: "b" },
      { type: 19, values: Object.keys(data.resolved.attachments) },
    ].map((one, index) => (index === 0 ? undefined : one) as object),
  );
  const url = attachment?.url ?? "";
  expect(url).toContain("/ephemeral-attachments/");
  expect(await (await fetch(url)).text()).toBe("hi");
  await sleep(3_100);
  expect((await fetch(url)).status).toBe(404);
});
