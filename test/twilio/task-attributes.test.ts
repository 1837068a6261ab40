import { expect, it } from "vitest";
import type { CustomerFacts } from "../../src/bridge/ports.ts";
import type { CaseNumber, TaskId } from "../../src/domain/ids.ts";
import { benchEach, going } from "./chat/bench.ts";

const bench = benchEach();

const bug = (number: number, title = "The shield is gone") =>
  ({ number: number as CaseNumber, kind: "bug", status: "open", title }) as const;

async function task(attributes: object) {
  const { client, sandbox } = bench();
  const workspace = client.taskrouter.v1.workspaces(sandbox.ready.twilio.workspaceSid);
  const [workflow] = await workspace.workflows.list();
  const { sid } = await workspace.tasks.create({
    workflowSid: workflow?.sid ?? "",
    attributes: JSON.stringify(attributes),
  });
  const read = async () =>
    JSON.parse((await workspace.tasks.get(sid).fetch()).attributes) as Readonly<Record<string, unknown>>;
  return { sid: sid as TaskId, read };
}

const facts = (id: TaskId, openCases: CustomerFacts["openCases"]): CustomerFacts => ({
  task: id,
  about: { profile: null, earlier: [] },
  language: "en-US",
  caseNumber: 7 as CaseNumber,
  caseUrl: null,
  openCases,
});

it("a task has the member's other open cases as they stand, beside what others put there", async () => {
  const { sid, read } = await task({ theirs: { deep: 1 } });
  await bench().transport.describe(facts(sid, [bug(9), bug(3, "Swords\n  vanish")]), going);
  expect(await read()).toEqual({
    theirs: { deep: 1 },
    language: "en-US",
    caseNumber: "7",
    earlierConversations: [],
    openCases: [
      { case: "9", kind: "bug", status: "open", title: "The shield is gone" },
      { case: "3", kind: "bug", status: "open", title: "Swords vanish" },
    ],
  });
  await bench().transport.describe(facts(sid, []), going);
  expect(await read()).toMatchObject({ theirs: { deep: 1 }, openCases: [] });
});

it("however many and long they are, they leave room for the rest of the attributes", async () => {
  const { sid, read } = await task({});
  const many = Array.from({ length: 9 }, (_, index) => bug(99 - index, `"${"🛡".repeat(100)}`));
  await bench().transport.describe(facts(sid, many), going);
  const openCases = (await read())["openCases"] as readonly { readonly case: string }[];
  expect(openCases.map((one) => one.case)).toEqual(["99", "98", "97"]);
  expect(Buffer.byteLength(JSON.stringify(openCases))).toBeLessThanOrEqual(1_001);
  await bench().transport.describe(
    facts(
      sid,
      [...Array(9)].map((_, index) => bug(9 - index)),
    ),
    going,
  );
  expect((await read())["openCases"]).toHaveLength(5);
});
