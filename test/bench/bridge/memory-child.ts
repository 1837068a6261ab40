/** Memory of a process: `imports` loads what the daemon loads; `messages` carries many through bridge and ledger. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Posted } from "../../../src/bridge/ports.ts";
import type { PostId, TaskId, TransportConversationId, TransportMessageId } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { noReports } from "../../bridge/no-community.ts";

const [kind] = process.argv.slice(2);

/** So many messages may be on their way at once. */
const IN_FLIGHT = 512;

function rss(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}

async function imports(): Promise<void> {
  await Promise.all(
    [
      "@discordjs/core",
      "@discordjs/rest",
      "@discordjs/ws",
      "discord.js",
      "fastify",
      "node:sqlite",
      "twilio",
    ].map((name) => import(name)),
  );
  process.on("message", () => process.send?.(rss()));
}

async function messages(): Promise<void> {
  const { createBridge } = await import("../../../src/bridge/bridge.ts");
  const { openSqlite } = await import("../../../src/store/sqlite/open.ts");
  const { plainPolicy } = await import("../../bridge/plain-policy.ts");
  const { wrote } = await import("./events.ts");
  const folder = mkdtempSync(join(tmpdir(), "flexcord-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const store = await openSqlite({
    path: join(folder, "ledger.db"),
    secret: "a secret of the bench alone, long enough",
    now: () => Date.now(),
    log: silentLog,
  });
  let posted = 0;
  const reached = new Map<number, () => void>();
  const whenPosted = (count: number, run: () => void) => (posted >= count ? run() : reached.set(count, run));
  const bridge = createBridge({
    ledger: store.ledger,
    memberSide: {
      openPlace: () => Promise.reject(new Error("not asked for")),
      openThread: () => Promise.reject(new Error("not asked for")),
      say: async ({ key }) => [key as PostId],
      edit: async ({ posts }) => posts,
      remove: async () => undefined,
      openFile: () => Promise.reject(new Error("not asked for")),
      showTyping: async () => undefined,
      show: async ({ key }) => key as PostId,
      sendDocument: async ({ key }) => key as PostId,
      profile: async () => null,
      reply: async () => undefined,
    },
    transport: {
      openingsPerSecond: 10_000,
      ensureConversation: async ({ name }) => name as TransportConversationId,
      async post({ key }): Promise<Posted> {
        posted += 1;
        reached.get(posted)?.();
        return { id: key as TransportMessageId, index: 0 };
      },
      openFile: () => Promise.reject(new Error("not asked for")),
      edit: async () => undefined,
      remove: async () => undefined,
      requestAgent: async () => undefined,
      ensureTask: async ({ conversation }) => ({ found: `task of ${conversation}` as TaskId }),
      detachFlow: async () => undefined,
      close: async () => undefined,
      describe: async () => undefined,
      rate: async () => true,
      stateOf: async () => "active",
      queueStanding: async () => null,
      catchUp: async () => [],
    },
    ...noReports,
    assistant: { answer: async () => ({ text: "", found: false }) },
    policy: {
      ...plainPolicy,
      asksForHuman: (text) => text === "human",
      lineage: store.lineages.current,
      taskGraceMs: 50,
      taskDelayedMs: 3_600_000,
      taskGivenUpMs: 3_600_000,
    },
    clock: systemClock,
    log: silentLog,
    random: Math.random,
  });
  await bridge.start();
  // Once a human is asked for each message is carried and nothing else comes of it.
  await bridge.accept(Array.from({ length: 64 }, () => wrote("human")));
  const carry = async (count: number) => {
    const until = posted + count;
    const all = new Promise<void>((resolve) => whenPosted(until, resolve));
    for (let sent = 0; sent < count; sent += 64) {
      await bridge.accept(Array.from({ length: Math.min(64, count - sent) }, () => wrote()));
      await new Promise<void>((resolve) => whenPosted(until - count + sent - IN_FLIGHT, resolve));
    }
    await all;
    process.send?.(rss());
  };
  process.on("message", ({ count }: { readonly count: number }) => void carry(count));
}

await (kind === "imports" ? imports() : messages());
process.on("SIGTERM", () => process.exit());
process.send?.(rss());
