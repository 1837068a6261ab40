import { Chalk } from "chalk";
import { describe, expect, test } from "vitest";

import { countChanges, renderPlan, showPlan } from "../../../src/cli/format/plan.ts";
import { category, channel, open, queue, workflow } from "../../provision/fixtures.ts";
import { resource } from "../../provision/shelf.ts";

const plain = new Chalk({ level: 0 });

describe("a plan on a terminal", () => {
  const printedAt = async (columns: number | null) => {
    const { plan } = open();
    const topic = "Press the button or type /helpme, and we write to you in private";
    const help = resource("discord.channel", "help", { topic });
    const lines: string[] = [];
    const terminal = {
      data: (text: string) => void lines.push(text),
      dataStyle: plain,
      columns: () => columns,
    };
    showPlan(await plan([help]), terminal);
    return lines.join("\n");
  };

  test("breaks between words, what goes on a little further in", async () => {
    expect((await printedAt(40)).split("\n").slice(-3)).toEqual([
      '      topic  "Press the button or type',
      "        /helpme, and we write to you in",
      '        private"',
    ]);
  });

  test("is not broken in a pipe", async () => {
    expect(await printedAt(null)).toContain(
      "Press the button or type /helpme, and we write to you in private",
    );
  });
});

describe("a plan as text", () => {
  test("leads with No changes when there are none", async () => {
    const { deploy } = open();
    const { after } = await deploy([queue]);
    expect(renderPlan(after, plain)).toBe("No changes. 1 resources of game, test are as described.");
    expect(countChanges(after)).toBe("");
  });

  test("shows what is to be made with every field, references by key and secrets hidden", async () => {
    const { plan } = open();
    const secretive = resource("twilio.queue", "support", { token: { secret: "studio-secret" } });
    expect(renderPlan(await plan([secretive, workflow]), plain)).toBe(
      [
        "Plan for game, test: 2 to create.",
        "",
        "Twilio",
        "  + queue support  flexcord.yaml:1",
        '      name   "support"',
        "      token  (secret digest o)",
        "  + workflow support  flexcord.yaml:1",
        '      name     "support"',
        "      queue    queue support",
        "      seconds  30",
      ].join("\n"),
    );
  });

  test("shows a change with found and wanted, who made it, and what is left alone", async () => {
    const { shelf, deploy, plan } = open();
    await deploy([category, channel("a", 0), channel("b", 1), workflow, queue]);
    for (const item of shelf.items.values()) {
      if (item.kind === "twilio.queue") item.fields = { ...item.fields, targetWorkers: "2==2" };
    }
    shelf.put("discord.channel", { name: "off-topic" });
    const text = renderPlan(await plan([category, channel("b", 0), channel("a", 1), queue]), plain);
    expect(text.split("\n")).toEqual([
      "Plan for game, test: 1 to change, 1 to put in order.",
      "",
      "Discord",
      "  # order of each channel  flexcord.yaml:1",
      "      order  [a, b] -> [b, a]",
      "",
      "Twilio",
      "  ~ queue support  flexcord.yaml:1",
      '      targetWorkers  "2==2" -> "1==1"  (changed elsewhere)',
      "",
      "Not managed here, left alone: off-topic.",
      expect.stringMatching(
        /^No longer described, left alone without --prune: twilio.workflow support \(id\d\)\.$/,
      ) as string,
    ]);
  });
});
