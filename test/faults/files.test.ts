import { expect, it } from "vitest";
import { dmOf, linesOf, send, sendFile } from "../journey/support/content-people.ts";
import { startDaemonProcess } from "../journey/support/daemon-process.ts";
import { talkToHuman } from "../journey/support/people.ts";
import { openStage, until } from "../journey/support/stage.ts";
import { wideGates } from "../journey/support/wide-gates.ts";
import { count, PATIENCE_MS } from "./support/counts.ts";
import { inMegabytes, rssOf } from "./support/process-memory.ts";

const MEBI = 1024 * 1024;
const FILE = { name: "log.txt", contentType: "text/plain", bytes: 8 * MEBI };
/** Each is carried by a daemon that holds two whole ones at most. */
const MOST_GROWTH = 150 * MEBI;

it("many large files, each way, leave the daemon's memory flat", { timeout: PATIENCE_MS }, async () => {
  const stage = await openStage({ yaml: wideGates });
  await stage.deploy();
  const daemon = await startDaemonProcess(stage);
  const talk = await talkToHuman(stage);
  const files = count("files");
  const seen: number[] = [];
  for (let n = 1; n <= files; n += 1) {
    await send(stage, talk.member, { files: [FILE] });
    await sendFile(stage, talk.agent, talk.conversation, FILE);
    await until(
      `file ${n} on Flex`,
      async () => {
        const lines = await linesOf(stage, talk.conversation);
        const theirs = lines.filter(({ author, media }) => author.startsWith("discord_") && media.length > 0);
        return theirs.length === n ? true : undefined;
      },
      60_000,
    );
    await until(
      `file ${n} on Discord`,
      async () => {
        const posts = (await dmOf(stage, talk.member)).filter((post) => post.author === "bot");
        return posts.flatMap(({ attachments }) => attachments).length === n ? true : undefined;
      },
      60_000,
    );
    seen.push(rssOf(daemon.pid));
  }
  // The first few fill what is kept for reuse.
  const [settled, latest] = [seen.slice(2, 6), seen.slice(-4)].map((some) => Math.max(...some)) as [
    number,
    number,
  ];
  const most = Math.max(...seen);
  console.log(
    `${files} files each way: ${inMegabytes(settled)} after six, ${inMegabytes(latest)} at the end, ${inMegabytes(most)} at most`,
  );
  expect(most - settled).toBeLessThan(MOST_GROWTH);
  expect(latest - settled).toBeLessThan(MOST_GROWTH / 2);
});
