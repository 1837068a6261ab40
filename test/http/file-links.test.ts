import { describe, expect, it } from "vitest";
import type { AgentFile, MemberFile } from "../../src/domain/content.ts";
import type { DoorRequest } from "../../src/domain/door.ts";
import { Failure } from "../../src/domain/failure.ts";
import { silentLog } from "../../src/domain/log.ts";
import { createFileLinks, type OpenFile } from "../../src/http/file-links.ts";

const NOW = 1_795_000_000_000;
const HOUR = 3_600_000;
const file = {
  from: "agent",
  transportConversationId: "CH1",
  fileId: "ME1",
  name: 'käse "1".mp4\r\nx',
  contentType: "text/html",
  bytes: 5,
} as unknown as AgentFile;

const linksAt = (now: number, key = new Uint8Array(32).fill(7)) =>
  createFileLinks({ key, publicUrl: "https://chat.example.com/", now: () => now, log: silentLog });
const asked = (link: string): DoorRequest => ({
  path: "/files",
  query: new URL(link).search.slice(1),
  headers: {},
  raw: Buffer.alloc(0),
  peer: "127.0.0.1",
});
async function* hello() {
  yield Buffer.from("hello");
}
const open: OpenFile = async () => ({ bytes: 5, body: hello() });

describe("a link to a file", () => {
  const link = linksAt(NOW).linkTo(file, NOW + HOUR);

  it("gives the file to be kept, never to be shown", async () => {
    const answer = await linksAt(NOW).route(open).handle(asked(link));
    expect(answer).toMatchObject({ status: 200, contentType: "application/octet-stream" });
    const disposition = answer.headers?.["content-disposition"] ?? "";
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[\w.%~!'()*-]+$/);
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer.stream ?? []) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("hello");
  });

  it("tells nobody what it leads to, and holds no address", async () => {
    expect(
      Buffer.from(new URL(link).searchParams.get("f") ?? "", "base64url").toString("latin1"),
    ).not.toMatch(/ME1|CH1/);
    const theirs = { ...file, from: "member", url: "https://cdn.discordapp.com/x" } as unknown as MemberFile;
    let opened: unknown;
    const route = linksAt(NOW).route(async (found) => {
      opened = found;
      return { bytes: 5, body: hello() };
    });
    await route.handle(asked(linksAt(NOW).linkTo(theirs, NOW + HOUR)));
    expect(opened).toMatchObject({ from: "member", fileId: "ME1", url: "" });
  });

  it("ends, and nobody else can make one", async () => {
    const status = async (links: ReturnType<typeof linksAt>, of = link) =>
      (await links.route(open).handle(asked(of))).status;
    expect(await status(linksAt(NOW + HOUR))).toBe(410);
    expect(await status(linksAt(NOW, new Uint8Array(32).fill(8)))).toBe(404);
    const token = new URL(link).searchParams.get("f") ?? "";
    for (let at = 0; at < token.length; at += 7) {
      const other = token[at] === "A" ? "B" : "A";
      expect(
        await status(linksAt(NOW), link.replace(token, token.slice(0, at) + other + token.slice(at + 1))),
      ).toBe(404);
    }
  });

  it("says when the file cannot be had, and lets no more than a few read at once", async () => {
    const failing =
      (code: "file.refused" | "file.unreachable"): OpenFile =>
      () =>
        Promise.reject(new Failure(code, "no"));
    expect((await linksAt(NOW).route(failing("file.refused")).handle(asked(link))).status).toBe(404);
    const route = linksAt(NOW).route(failing("file.unreachable"));
    for (let n = 0; n < 20; n += 1) expect((await route.handle(asked(link))).status).toBe(503);
    const held = linksAt(NOW).route(open);
    const answers = await Promise.all(Array.from({ length: 9 }, () => held.handle(asked(link))));
    expect(answers.map(({ status }) => status)).toEqual([...Array.from({ length: 8 }, () => 200), 503]);
    // One that goes away before it has begun to read.
    await answers[0]?.stream?.[Symbol.asyncIterator]().return?.();
    expect((await held.handle(asked(link))).status).toBe(200);
  });
});
