import type { Changed } from "../../../src/domain/case.ts";
import { caseRules } from "../../cases/rules.ts";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, it } from "vitest";
import type { PostId } from "../../../src/domain/ids.ts";
import type { Store } from "../../../src/store/store.ts";
import { MIA, caseOf, opening, say, wrote } from "../../contract/store/samples.ts";
import { temporaryFolder } from "./folder.ts";
import { failureOf, open } from "./setup.ts";

const folder = temporaryFolder();
let count = 0;
let path: string;
beforeEach(() => {
  count += 1;
  path = join(folder, `rest-${count}.sqlite`);
});

const TEXTS = [
  "Wilhelmina",
  "the dragon ate my sword",
  "we feel for you",
  "Alexandra the agent",
  "sword of Mia",
];

/** Puts each of TEXTS where its kind of text is kept. */
async function fill(store: Store): Promise<void> {
  const [displayName = "", text = "", answer = "", agentName = "", title = ""] = TEXTS;
  await store.ledger.accept([
    wrote(MIA, "1", { displayName, text }),
    wrote(MIA, "2", { displayName, text: answer }),
  ]);
  const owed = [{ postId: "1" as PostId, text }];
  await store.ledger.decideNext(
    MIA,
    opening(
      (situation, conversation) => ({
        changedCase: withTitle(caseOf(situation, conversation), title),
        effects: [say(answer, conversation.id), say(text, conversation.id)],
      }),
      { agentName, owed },
    ),
  );
}

/** A case whose title is one of TEXTS, and its history too. */
function withTitle(opened: Changed, title: string): Changed {
  return caseRules.change(opened.case, { do: "set-title", title }, { by: "flexcord" }, 1);
}

function found(): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(`rest-${count}.`));
  const bytes = Buffer.concat(files.map((file) => readFileSync(join(folder, file))));
  return TEXTS.filter((text) => bytes.includes(text) || bytes.includes(text, 0, "utf16le"));
}

function change(sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

it("leaves no text readable in any file, the log included", async () => {
  const store = await open(path);
  await fill(store);
  expect(readFileSync(`${path}-wal`).length).toBeGreaterThan(0);
  expect(readFileSync(`${path}-wal`).includes(MIA)).toBe(true);
  expect(found()).toEqual([]);
  await store.close();
  expect(readFileSync(path).includes(MIA)).toBe(true);
  expect(found()).toEqual([]);
});

const swaps: readonly (readonly [string, string])[] = [
  ["events", "UPDATE events SET body = (SELECT body FROM events WHERE seq = 1) WHERE seq = 2"],
  ["effects", "UPDATE effects SET body = (SELECT body FROM effects WHERE id = 2) WHERE id = 1"],
  ["columns", "UPDATE conversations SET agent_name = owed"],
  ["tables", "UPDATE cases SET title = (SELECT name FROM members)"],
  ["a bit", "UPDATE members SET name = CAST(substr(name, 1, 20) || x'00' || substr(name, 22) AS BLOB)"],
  ["a key's number", "UPDATE members SET name = CAST(x'0100000009' || substr(name, 6) AS BLOB)"],
  ["nearly everything", "UPDATE members SET name = x'01'"],
];
it.each(swaps)("notices when %s were changed by another hand", async (_, sql) => {
  const store = await open(path);
  await fill(store);
  await store.close();
  change(sql);
  const reopened = await open(path);
  const touched = async () => {
    await reopened.ledger.claim({ memberId: MIA, direction: "member" });
    await reopened.ledger.decideNext(MIA, opening());
  };
  const failure = await failureOf(touched());
  expect(failure).toMatchObject({ code: "store.corrupt" });
  for (const text of TEXTS) expect(failure.message + failure.where).not.toContain(text);
  await reopened.close();
});
