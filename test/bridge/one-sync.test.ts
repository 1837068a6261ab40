import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { createBridge } from "../../src/bridge/bridge.ts";
import type { MemberSide, Transport } from "../../src/bridge/ports.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { silentLog } from "../../src/domain/log.ts";

import { MIA, wrote } from "../contract/store/samples.ts";
import { watchCommits } from "../faults/support/commit-counter.ts";
import { temporaryFolder } from "../store/sqlite/folder.ts";
import { open } from "../store/sqlite/setup.ts";
import { noReports } from "./no-community.ts";
import { plainPolicy } from "./plain-policy.ts";

const folder = temporaryFolder();
const unused = () => Promise.reject(new Error("nobody is asked here"));
/** What is decided is begun at once; it fails, and changes nothing that is looked at here. */
const nobody: object = { openPlace: unused, ensureConversation: unused };

it("what a member writes is recorded and decided in one commit", async () => {
  const path = join(folder, "ledger.db");
  const store = await open(path);
  const bridge = createBridge({
    ledger: store.ledger,
    memberSide: nobody as MemberSide,
    transport: { ...nobody, openingsPerSecond: 30 } as Transport,
    assistant: { answer: unused },
    ...noReports,
    policy: { ...plainPolicy, lineage: store.lineages.current },
    clock: systemClock,
    log: silentLog,
    random: Math.random,
  });
  const reader = new DatabaseSync(path, { readOnly: true });
  const commits = watchCommits(path);
  const see = () => ({
    commits: commits.now(),
    states: reader
      .prepare("SELECT state FROM events")
      .all()
      .map((row) => row["state"]),
    waiting: reader
      .prepare("SELECT kind FROM effects ORDER BY id")
      .all()
      .map((row) => row["kind"]),
  });
  const before = see();
  await bridge.accept([wrote(MIA, "1", { text: "where is my sword?" })]);
  const after = see();
  expect(after.states).toEqual(["decided"]);
  expect(after.waiting).toEqual(["conversation.ensure", "card.show", "post"]);
  expect(after.commits - before.commits).toBe(1);
  reader.close();
  await bridge.stop(0);
  await store.close();
});
