import { expect, test } from "vitest";
import { callsTo } from "../../src/demo/call.ts";
import { openStage, until } from "./support/stage.ts";

interface Reply {
  readonly state: string;
  readonly reply: { readonly content: string; readonly ephemeral: boolean } | null;
}

test("the button of a help panel does what /helpme does: a private reply, then the greeting in the DM", async () => {
  const stage = await openStage();
  const call = callsTo(stage.sandbox.url, "/discord");
  await stage.deploy();
  await stage.startDaemon();
  const { channels } = await call<{ channels: { id: string; name: string }[] }>("GET", "/server");
  const help = channels.find(({ name }) => name === "help")?.id ?? "";
  const { id: mia } = await call<{ id: string }>("POST", "/members", { name: "Mia" });
  const { messages } = await call<{
    messages: { id: string; components: { components: { custom_id: string }[] }[] }[];
  }>("GET", `/members/${mia}/channels/${help}`);
  const [panel] = messages;
  const customId = panel?.components[0]?.components[0]?.custom_id;
  expect(customId).toBe("fx:helpme:");
  const { interactionId } = await call<{ interactionId: string }>("POST", `/members/${mia}/press`, {
    messageId: panel?.id,
    customId,
  });
  const { reply } = await until("the private reply", async () => {
    const seen = await call<Reply>("GET", `/members/${mia}/interactions/${interactionId}`);
    return seen.state === "answered" ? seen : undefined;
  });
  expect(reply).toMatchObject({ ephemeral: true });
  const dm = await call<{ messages: { author: string; components: object[] }[] }>(
    "GET",
    `/members/${mia}/dm`,
  );
  expect(dm.messages).toEqual([expect.objectContaining({ author: "bot" })]);
  expect(dm.messages[0]?.components).toHaveLength(1);
});
