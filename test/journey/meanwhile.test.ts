import { expect, it } from "vitest";
import { botPost, dmOf, flexLine, linesOf, send } from "./support/content-people.ts";
import { talkToHuman } from "./support/people.ts";
import { PLACES } from "./support/place.ts";
import { openStage, until } from "./support/stage.ts";

/** What people do with messages of theirs while the daemon is gone for longer than its gateway session lives. */

it.each(PLACES)(
  "what a member changed and deleted in a %s meanwhile is as they left it, and the agent reads what it was",
  async (place) => {
    const stage = await openStage({ place });
    await stage.deploy();
    const daemon = await stage.startDaemon();
    const talk = await talkToHuman(stage);
    const path = (id: string) => `/discord/members/${talk.member}/messages/${id}`;
    const write = async (content: string) => {
      const id = await send(stage, talk.member, { content });
      await flexLine(stage, talk.conversation, content, ({ body }) => body === content);
      return id;
    };
    const [before, gone] = [await write("before"), await write("gone")];
    await write("stays");
    await daemon.stop();
    await stage.call("POST", "/discord/gateway/forget");
    const during = await send(stage, talk.member, { content: "during" });
    await stage.call("PATCH", path(before), { content: "before, changed" });
    await stage.call("PATCH", path(during), { content: "during, changed" });
    await stage.call("DELETE", path(gone));
    await stage.startDaemon();
    await flexLine(stage, talk.conversation, "what it was", ({ body }) =>
      body.endsWith("deleted a message. It said:\n> gone"),
    );
    await flexLine(stage, talk.conversation, "what was missed", ({ body }) => body === "during, changed");
    const bodies = (await linesOf(stage, talk.conversation)).map(({ body }) => body);
    expect(bodies.filter((body) => /^(?:before|gone|stays|during)/.test(body))).toEqual([
      "before, changed",
      "stays",
      "during, changed",
    ]);
    expect(bodies.filter((body) => /deleted a message|changed a message/.test(body))).toHaveLength(2);
  },
  60_000,
);

it.each(PLACES)(
  "what an agent changed and took back meanwhile is so in a %s, once",
  async (place) => {
    const stage = await openStage({ place });
    await stage.deploy();
    const daemon = await stage.startDaemon();
    const talk = await talkToHuman(stage);
    const write = async (body: string) => {
      const { messageSid } = await stage.control.write(talk.agent, talk.conversation, body);
      const { id } = await botPost(stage, talk.member, body, ({ content }) => content === body);
      return { id, path: `/flex/agents/${talk.agent}/messages/${messageSid}` };
    };
    const [price, secret] = [await write("It costs 5."), await write("The password is 1234.")];
    // To the second, as REST tells times, the change is later than the line.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await daemon.stop();
    await stage.call("PATCH", price.path, { body: "It costs 6." });
    await stage.call("DELETE", secret.path);
    await stage.control.write(talk.agent, talk.conversation, "Anything else?");
    await stage.startDaemon();
    const left = await until("the change and the end", async () => {
      const posts = await dmOf(stage, talk.member);
      const changed = posts.some(({ id, content }) => id === price.id && content === "It costs 6.");
      return changed && posts.every(({ id }) => id !== secret.id) ? posts : undefined;
    });
    expect(left.filter(({ content }) => /It costs|password/.test(content))).toHaveLength(1);
    await botPost(stage, talk.member, "what was missed", ({ content }) => content === "Anything else?");
    // The next change is told by its callback, and read along later: it is carried once.
    await stage.call("PATCH", price.path, { body: "It costs 7." });
    await botPost(stage, talk.member, "the next change", ({ content }) => content === "It costs 7.");
  },
  60_000,
);
