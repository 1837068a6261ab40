import { expect, test } from "vitest";
import { callsTo } from "../../src/demo/call.ts";
import { openStage, until } from "./support/stage.ts";

interface Seen {
  readonly state: string;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}

const yaml = `environments:
  production:
    discord:
      commands:
        report:
          description: Report what broke
          options:
            - { name: area, description: Where, required: true, autocomplete: true, choices: [Shop, Crafting, Café, Skill tree] }
            - { name: article, description: What you have read, autocomplete: true }
            - { name: level, description: Your level, type: integer, autocomplete: true, choices: ["1", "10", "25"] }
`;

test("what a member types into an option is answered with what the config names, or with the articles", async () => {
  const stage = await openStage({ yaml });
  const call = callsTo(stage.sandbox.url, "/discord");
  await stage.deploy();
  await stage.startDaemon();
  const { id: mia } = await call<{ id: string }>("POST", "/members", { name: "Mia" });
  const type = async (option: string, text: string) => {
    const { interactionId } = await call<{ interactionId: string }>("POST", `/members/${mia}/type`, {
      name: "report",
      option,
      text,
    });
    const { choices = [] } = await until(`the choices for "${text}"`, async () => {
      const seen = await call<Seen>("GET", `/members/${mia}/interactions/${interactionId}`);
      return seen.state === "answered" ? seen : undefined;
    });
    return choices.map(({ value }) => value);
  };
  expect(await type("area", "")).toEqual(["Shop", "Crafting", "Café", "Skill tree"]);
  expect(await type("area", "CAF")).toEqual(["Café"]);
  // What begins with it comes first.
  expect(await type("area", "s")).toEqual(["Shop", "Skill tree"]);
  expect(await type("area", "tree sk")).toEqual(["Skill tree"]);
  expect(await type("area", "nothing like it")).toEqual([]);
  expect(await type("level", "1")).toEqual([1, 10]);
  const articles = await type("article", "");
  expect(articles.length).toBeGreaterThan(5);
  expect(await type("article", "refund")).toEqual([expect.stringMatching(/refund/iu)]);
});
