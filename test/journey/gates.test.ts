import { expect, it } from "vitest";
import { botLine, botLines } from "./people.ts";
import { openStage, type Stage, until } from "./stage.ts";

async function open(gates: string): Promise<Stage> {
  const stage = await openStage({ yaml: `  gates:\n${gates}` });
  await stage.deploy();
  await stage.startDaemon();
  return stage;
}

async function ask<Answer>(stage: Stage, method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${stage.sandbox.url}/control${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

/** What the member, and nobody else, reads once their /helpme was answered. */
async function helpmeAnswer(stage: Stage, member: string): Promise<string> {
  const { interactionId } = await stage.control.command(member, "helpme");
  const path = `/discord/members/${member}/interactions/${interactionId}`;
  return until("a reply", async () => {
    const { reply } = await ask<{ reply: { content: string } | null }>(stage, "GET", path);
    return reply?.content;
  });
}

it("who has a new account is told from when on they are helped; who has an older one is helped", async () => {
  const stage = await open("    accountAgeDays: 7\n");
  const { control } = stage;
  const { id: noah } = await control.joinServer("Noah");
  expect(await helpmeAnswer(stage, noah)).toMatch(/too new.*<t:\d+:F>/u);
  await control.dm(noah, "hello?");
  await until("he is told", () => botLine(stage, noah, /too new/));
  await control.dm(noah, "are you there?");
  const old = { name: "Mia", accountAgeDays: 8 };
  const { id: mia } = await ask<{ id: string }>(stage, "POST", "/discord/members", old);
  expect(await helpmeAnswer(stage, mia)).toMatch(/direct message/iu);
  await control.dm(mia, "the launcher does not start");
  await until("she is answered", () => botLine(stage, mia, /launcher/i));
  expect(await botLines(stage, noah)).toHaveLength(1);
}, 60_000);
