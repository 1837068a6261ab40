import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { takeDeployLock } from "../../src/provision/identity/deploy-lock.ts";
import { systemClock } from "../../src/domain/clock.ts";
import { fileState } from "../../src/provision/identity/file.ts";
import { openIdentityJournal, readIdentityMap } from "../../src/provision/identity/journal.ts";
import {
  emptyIdentityMap,
  provisionedIds,
  requireHeader,
  withIdentity,
  type Identity,
} from "../../src/provision/identity/identity-map.ts";
import { parseIdentityMap, printIdentityMap } from "../../src/provision/identity/text.ts";
import { HEADER as header } from "./round.ts";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "flexcord-identity-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

const entry = (kind: Identity["kind"], key: string, id: string): Identity => ({
  kind,
  key,
  id,
  protected: false,
  applied: { name: "abc" },
});

describe("the identity map", () => {
  test("is the same after being written and read, one entry a line", () => {
    const map = withIdentity(
      withIdentity(emptyIdentityMap(header), entry("twilio.queue", "support", "WQ1")),
      { ...entry("discord.role", "helper", "22"), observed: { name: "x" } },
    );
    const text = printIdentityMap(map);
    expect(parseIdentityMap(text, "f")).toEqual(map);
    expect(text.split("\n").filter((line) => line.includes('"key"'))).toHaveLength(2);
    expect(text.indexOf("discord.role")).toBeLessThan(text.indexOf("twilio.queue"));
  });

  const good = printIdentityMap(
    withIdentity(
      withIdentity(emptyIdentityMap(header), entry("twilio.queue", "a", "1")),
      entry("twilio.queue", "b", "2"),
    ),
  );
  const lineOf = (part: string) => good.split("\n").findIndex((line) => line.includes(part)) + 1;
  const broken: readonly [string, string, number][] = [
    ["a comma too many", good.replace('"serial"', ',"serial"'), lineOf('"serial"')],
    [
      "a conflict marker of git",
      good.replace('    {"kind"', '<<<<<<< HEAD\n    {"kind"'),
      lineOf('"key":"a"'),
    ],
    ["an id that is a number", good.replace('"id":"2"', '"id":2'), lineOf('"key":"b"')],
    [
      "an entry without a kind",
      good.replace('{"kind":"twilio.queue","key":"a"', '{"key":"a"'),
      lineOf('"key":"a"'),
    ],
    ["entries that are no list", good.replace(/"entries": \[[^]*?\n {2}\]/, '"entries": {}'), 1],
    ["the same key twice", good.replace('"key":"b"', '"key":"a"'), lineOf('"key":"b"')],
    ["no text at all", "", 1],
    ["half of it", good.slice(0, good.length / 2), good.slice(0, good.length / 2).split("\n").length],
  ];
  test.each(broken)("with %s is refused with the line", (_, text, line) => {
    expect(() => parseIdentityMap(text, "flexcord.test.lock.json")).toThrow(
      expect.objectContaining({ code: "store.corrupt", where: `flexcord.test.lock.json:${line}` }) as Error,
    );
  });

  test("of a later version is refused as such", () => {
    expect(() => parseIdentityMap(good.replace('"schema": 1', '"schema": 2'), "f")).toThrow(
      expect.objectContaining({ code: "store.newer" }) as Error,
    );
  });

  test.each(["env", "guildId", "applicationId", "accountSid"] as const)(
    "of another %s is refused",
    (field) => {
      const map = emptyIdentityMap({ ...header, [field]: "another" });
      expect(() => requireHeader(map, header, "f")).toThrow(
        expect.objectContaining({
          code: "state.conflict",
          message: expect.stringContaining("another") as string,
        }) as Error,
      );
      requireHeader(emptyIdentityMap(header), header, "f");
    },
  );

  test("tells `run` its ids, or that there was no deploy", () => {
    const kinds = ["workspace", "task-channel", "chat-service", "queue", "workflow", "flow"] as const;
    const map = [
      ...kinds.map((kind) => entry(`twilio.${kind}`, "support", `id of ${kind}`)),
      entry("twilio.flow", "legacy", "id of the flow that was moved away from"),
      entry("discord.channel", "help", "77"),
    ].reduce((so, next) => withIdentity(so, next), emptyIdentityMap(header));
    expect(provisionedIds(map)).toMatchObject({
      guildId: "1",
      workspaceSid: "id of workspace",
      transports: {
        conversations: { chatServiceSid: "id of chat-service", flowSid: "id of flow" },
        "programmable-chat": null,
      },
      channels: new Map([["help", "77"]]),
    });
    expect(() => provisionedIds(emptyIdentityMap(header))).toThrow(
      expect.objectContaining({ code: "state.conflict" }) as Error,
    );
  });
});

describe("the identity map's file", () => {
  test("is not there before the first deploy", async () => {
    expect(await readIdentityMap(fileState(folder(), "staging", systemClock))).toBeNull();
  });

  test("holds every change that was acknowledged, many at once in few writes, and leaves nothing beside it", async () => {
    const directory = folder();
    const state = fileState(directory, "test", systemClock);
    const journal = await openIdentityJournal(state, emptyIdentityMap(header));
    const names = Array.from({ length: 50 }, (_, index) => `q${index}`);
    await Promise.all(
      names.map(async (key) => {
        await journal.record((map) => withIdentity(map, entry("twilio.queue", key, key)));
        const onDisk = await readIdentityMap(state);
        expect(onDisk?.entries.map((item) => item.key)).toContain(key);
      }),
    );
    expect((await readIdentityMap(state))?.entries).toHaveLength(50);
    expect(readdirSync(directory)).toEqual(["flexcord.test.lock.json"]);
  });

  test("that cannot be written is a failure that names it", async () => {
    const state = fileState(join(folder(), "not", "there"), "test", systemClock);
    const journal = await openIdentityJournal(state, emptyIdentityMap(header));
    await expect(
      journal.record((map) => withIdentity(map, entry("twilio.queue", "a", "1"))),
    ).rejects.toMatchObject({ code: "store.unavailable", where: state.place });
  });
});

describe("the lock of a deploy", () => {
  test("is held by one, named to the other, and free again", async () => {
    const path = join(folder(), "map.json");
    const release = await takeDeployLock(path, 0);
    await expect(takeDeployLock(path, 0)).rejects.toMatchObject({
      code: "state.locked",
      message: expect.stringContaining(`process ${process.pid} on ${hostname()}`) as string,
    });
    await release();
    await (
      await takeDeployLock(path, 0)
    )();
    expect(existsSync(`${path}.busy`)).toBe(false);
  });

  test("of a process that is gone is taken over", async () => {
    const path = join(folder(), "map.json");
    const gone = { pid: 2 ** 22 + 1, host: hostname(), since: "then" };
    writeFileSync(`${path}.busy`, JSON.stringify(gone));
    const release = await takeDeployLock(path, 0);
    expect(JSON.parse(readFileSync(`${path}.busy`, "utf8"))).toMatchObject({ pid: process.pid });
    await release();
  });

  test("of a process that is gone goes to one of those who want it at once", async () => {
    const path = join(folder(), "map.json");
    writeFileSync(`${path}.busy`, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), since: "then" }));
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => takeDeployLock(path, 0)));
    const results = outcomes.map((outcome) =>
      outcome.status === "fulfilled" ? "taken" : (outcome.reason as { readonly code: string }).code,
    );
    expect(results.toSorted()).toEqual([...Array<string>(11).fill("state.locked"), "taken"]);
  });

  test("that is not written yet is held, and long afterwards is nobody's", async () => {
    const path = join(folder(), "map.json");
    writeFileSync(`${path}.busy`, "");
    await expect(takeDeployLock(path, 0)).rejects.toMatchObject({ code: "state.locked" });
    utimesSync(`${path}.busy`, 1, 1);
    const release = await takeDeployLock(path, 0);
    await release();
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test("is not given back by whoever lost it to the next", async () => {
    const state = fileState(folder(), "test", systemClock);
    const release = await state.lock();
    await state.unlock();
    writeFileSync(`${state.place}.busy`, JSON.stringify({ pid: 1, host: "elsewhere", since: "then" }));
    await release();
    await expect(state.lock()).rejects.toMatchObject({ code: "state.locked" });
  });

  test("is taken away by unlock, which says from whom", async () => {
    const state = fileState(folder(), "test", systemClock);
    expect(await state.unlock()).toBeNull();
    await state.lock();
    expect(await state.unlock()).toContain(`process ${process.pid}`);
    await (
      await state.lock()
    )();
  });

  test("of another machine is respected", async () => {
    const path = join(folder(), "map.json");
    writeFileSync(`${path}.busy`, JSON.stringify({ pid: 1, host: "elsewhere", since: "then" }));
    await expect(takeDeployLock(path, 0)).rejects.toMatchObject({ code: "state.locked" });
  });
});
