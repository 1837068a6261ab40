import { describe, expect, it } from "vitest";
import type { HeardLine } from "../../../src/bridge/ports.ts";
import type { TransportConversationId, TransportMessageId } from "../../../src/domain/ids.ts";
import { benchEach, going } from "../bench.ts";
import { sid, type Call } from "../twilio-like.ts";

const bench = benchEach();
const isReading = ({ method, path }: Call) => method === "GET" && path.endsWith("/Messages");
const WRITTEN = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, "Z");
const CHANGED = new Date(Date.now() - 30_000).toISOString().replace(/\.\d+Z$/, "Z");

/** An agent's line there, and as it was heard. */
function line(index: number, body: string, changed: { readonly to: string } | null = null) {
  const message = {
    sid: sid("IM"),
    index,
    author: "agent",
    body: changed?.to ?? body,
    attributes: "{}",
    announced: true,
    date_created: WRITTEN,
    date_updated: changed === null ? WRITTEN : CHANGED,
  };
  const heard: HeardLine = { id: message.sid as TransportMessageId, index, text: body };
  return { message, heard };
}

async function readWith(conversation: TransportConversationId, heard: readonly HeardLine[]) {
  const accountedTo = Math.max(-1, ...heard.map(({ index }) => index));
  const known = { conversation, accountedTo, ahead: [], answering: "agent", taskId: null, heard } as const;
  const events = await bench.transport.catchUp(known, going);
  return events.filter(({ happening }) => happening.kind.startsWith("agent."));
}

describe("what agents made of their lines while nobody heard", () => {
  it("is read with one request, under the callbacks' ids, and nothing else is news", async () => {
    const id = await bench.open();
    const [same, other, gone] = [line(0, "same"), line(1, "one", { to: "two" }), line(3, "gone")];
    bench.only().messages.push(same.message, other.message);
    const later = line(2, "later");
    bench.only().messages.push(later.message);
    expect(await readWith(id, [same.heard, other.heard])).toMatchObject([
      { sourceId: later.message.sid, happening: { kind: "agent.wrote", text: "later" } },
      {
        sourceId: `${other.message.sid}:edit:${Date.parse(CHANGED) + 999}`,
        at: Date.parse(CHANGED) + 999,
        happening: { kind: "agent.edited", index: 1, text: "two" },
      },
    ]);
    expect(bench.count(isReading)).toBe(1);
    // One that is gone is looked for twice: it may only be slow to show.
    expect(await readWith(id, [same.heard, gone.heard, later.heard])).toMatchObject([
      {
        sourceId: `${gone.message.sid}:deleted`,
        happening: { kind: "agent.deleted", index: 3, transportMessageId: gone.message.sid },
      },
    ]);
    expect(bench.count(isReading)).toBe(3);
  });

  it("is looked for as far back as one page goes, and no further", async () => {
    const id = await bench.open();
    const lines = Array.from({ length: 120 }, (_, index) => line(index, `line ${index}`));
    const without = (missing: number) => lines.filter(({ heard }) => heard.index !== missing);
    bench.only().messages.push(...without(10).map(({ message }) => message));
    const heard = lines.map((one) => one.heard);
    expect(await readWith(id, heard)).toEqual([]);
    expect(bench.count(isReading)).toBe(1);
    bench.only().messages.splice(0, 200, ...without(100).map(({ message }) => message));
    expect(await readWith(id, heard)).toMatchObject([{ happening: { kind: "agent.deleted", index: 100 } }]);
  });

  it("is nothing when Twilio writes a text otherwise than it told it, without a change", async () => {
    const id = await bench.open();
    const told = line(0, "with spaces ");
    bench.only().messages.push({ ...told.message, body: "with spaces" });
    expect(await readWith(id, [told.heard])).toEqual([]);
  });
});
