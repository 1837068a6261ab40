import { expect, it } from "vitest";
import { flexcord } from "../cli/process.ts";
import { botLine, botLines, talkToHuman } from "./support/people.ts";
import { openStage, type Stage, until } from "./support/stage.ts";

/** What the reply to the newest command of the member says, once it says something. */
async function replyOf(stage: Stage): Promise<string | undefined> {
  const { entries } = await stage.control.tape(0);
  const edited = entries.findLast(
    ({ method, path }) => method === "PATCH" && path.endsWith("/messages/@original"),
  );
  if (edited === undefined) return undefined;
  return (JSON.parse(edited.requestBody) as { readonly content: string }).content;
}

it(
  "a case of a handoff is opened, answered, solved and closed: in Flex, on the command line and on Discord",
  { timeout: 120_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    await stage.startDaemon();
    const cases = async (...args: readonly string[]) => {
      const { code, stdout } = await flexcord(["cases", ...args, "--json"], {
        cwd: stage.folder,
        env: stage.env,
      });
      expect(code).toBe(0);
      return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    };
    const talk = await talkToHuman(stage);
    await stage.control.write(talk.agent, talk.conversation, "Which launcher do you use?");
    await until("Mia reads the agent", () => botLine(stage, talk.member, /Which launcher/u));
    expect(await cases("show", "1")).toMatchObject({ status: "waiting-for-member", memberId: talk.member });
    await stage.control.dm(talk.member, "the one of the shop");
    await until("it is our turn", async () =>
      (await cases("show", "1"))["status"] === "waiting-for-us" ? true : undefined,
    );
    const [reservation] = await stage.control.reservations(talk.agent);
    expect(JSON.stringify(reservation?.attributes)).toMatch(/"case\w*":"?1\b/iu);

    await cases("assign", "1", "Alex", "--as", "Grace");
    expect(await cases("set", "1", "--status", "resolved", "--as", "Grace")).toMatchObject({
      status: "resolved",
    });
    await until("Mia hears of it", () => botLine(stage, talk.member, /case \*\*1\*\* is solved/u));
    await stage.control.command(talk.member, "cases");
    await until("the list", async () =>
      /\*\*1\*\* · solved/u.test((await replyOf(stage)) ?? "") ? true : undefined,
    );
    await stage.control.dm(talk.member, "it still crashes");
    await until("it is open again", async () =>
      (await cases("show", "1"))["status"] === "waiting-for-us" ? true : undefined,
    );
    await cases("close", "1", "--note", "refunded");
    await until("Mia hears of the end", () => botLine(stage, talk.member, /case \*\*1\*\* has been closed/u));
    const shown = await cases("show", "1");
    const history = shown["history"] as readonly {
      readonly by: string;
      readonly field: string;
      readonly to: string;
    }[];
    expect(history.filter(({ field }) => field === "status").map(({ by, to }) => `${by} ${to}`)).toEqual([
      "staff waiting-for-member",
      "member waiting-for-us",
      "operator resolved",
      "member waiting-for-us",
      "operator closed",
    ]);
    expect((await botLines(stage, talk.member)).join("\n")).not.toContain("refunded");
  },
);
