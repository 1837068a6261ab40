import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type * as Flex from "@twilio/flex-ui";
import { describe, expect, it } from "vitest";
import { nameDiscordChannel, showCaseBesideTask } from "../../templates/flex-plugin/src/case-beside-task.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const CASE = "https://desk.example.com/desk/cases/7?link=x";
const task = (attributes: Record<string, unknown>): Flex.ITask => ({ attributes });
const mias = task({
  customerAddress: "discord_900000000000000001",
  customerName: "Mia",
  caseNumber: "7",
  caseUrl: CASE,
});

/** As much of Flex as the plugin touches, and what it was given. */
function openFlex(uriCallback?: (task?: Flex.ITask) => string) {
  const registered: Flex.TaskChannelDefinition[] = [];
  const applies: ((task: Flex.ITask) => boolean)[] = [];
  const flex: typeof Flex = {
    CRMContainer: { defaultProps: uriCallback === undefined ? {} : { uriCallback } },
    DefaultTaskChannels: {
      createChatTaskChannel(_name, isApplicable) {
        applies.push(isApplicable);
        return { templates: { TaskListItem: {}, TaskCanvasHeader: {} } };
      },
    },
    TaskChannels: { register: (definition) => void registered.push(definition) },
  };
  return { flex, registered, isOurs: (one: Flex.ITask) => applies[0]?.(one) };
}

it("the plugin compiles against what Twilio documents of Flex", () => {
  const tsc = at("../../node_modules/.bin/tsc");
  const { status, stdout } = spawnSync(tsc, ["-p", at("tsconfig.json")], { encoding: "utf8" });
  expect([status, stdout]).toEqual([0, ""]);
});

describe("the plugin", () => {
  it("shows the case of the task, and leaves other tasks what they had", () => {
    const { flex } = openFlex(
      (one) => `https://crm.example.com/${one?.attributes["name"] === "noah" ? "noah" : ""}`,
    );
    showCaseBesideTask(flex);
    const { uriCallback } = flex.CRMContainer.defaultProps;
    expect(uriCallback?.(mias)).toBe(CASE);
    expect(uriCallback?.(task({ name: "noah" }))).toBe("https://crm.example.com/noah");
    expect(uriCallback?.(task({ caseUrl: "javascript:alert(1)" }))).toBe("https://crm.example.com/");
    expect(uriCallback?.()).toBe("https://crm.example.com/");
  });

  it("shows nothing where there was nothing", () => {
    const { flex } = openFlex();
    showCaseBesideTask(flex);
    expect(flex.CRMContainer.defaultProps.uriCallback?.(task({}))).toBe("");
  });

  it("names Discord's tasks, and no others", () => {
    const { flex, registered, isOurs } = openFlex();
    nameDiscordChannel(flex);
    expect(isOurs(mias)).toBe(true);
    expect(isOurs(task({ customerAddress: "+15550100" }))).toBe(false);
    const templates = registered[0]?.templates;
    const text = (one: unknown) => (typeof one === "function" ? (one(mias) as string) : "");
    expect(text(templates?.TaskListItem?.firstLine)).toBe("Mia on Discord");
    expect(text(templates?.TaskListItem?.secondLine)).toBe("Case 7");
    expect(text(templates?.TaskCanvasHeader?.title)).toBe("Mia on Discord");
  });
});
