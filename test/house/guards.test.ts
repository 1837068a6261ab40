import { describe, expect, test } from "vitest";
import { stalePaths } from "./doc-paths.ts";
import { evasions, longFiles, processEnds, sandboxMentions } from "./habits.ts";
import { importBreaches, importCycles } from "./import-law.ts";
import { packageBreaches } from "./vendor-packages.ts";

// A guard that no longer fires is worse than none: each is shown what it must catch, and what it must not.

const file = (path: string, text: string) => ({ path, text });

describe("the import law", () => {
  test.each([
    ["src/domain/ids.ts", 'import { x } from "../texts/texts.ts";'],
    ["src/domain/ids.ts", 'import type { x } from "../texts/texts.ts";'],
    ["src/sandbox/server.ts", 'import { x } from "../domain/ids.ts";'],
    ["src/discord/rest.ts", 'import { x } from "../twilio/client.ts";'],
    ["src/discord/rest.ts", 'import type { x } from "../bridge/bridge.ts";'],
    ["src/store/open.ts", 'export * from "../discord/rest.ts";'],
    ["src/store/open.ts", 'const x = await import("../discord/rest.ts");'],
    ["src/store/open.ts", 'import "../discord/rest.ts";'],
    ["src/store/open.ts", 'import {\n  x,\n  y,\n} from "../discord/rest.ts";'],
    ["src/bridge/decide.ts", 'import { x } from "../config/load.ts";'],
    ["src/config/load.ts", 'import { x } from "../app/run.ts";'],
    ["src/cli/commands/run.ts", 'import { x } from "../../sandbox/sandbox.ts";'],
    ["src/cli/commands/plan.ts", 'import { x } from "../../provision/plan.ts";'],
    ["src/app/run.ts", 'import { x } from "../cli/output.ts";'],
    ["src/main.ts", 'import { x } from "./app/run.ts";'],
    ["src/new-room/a.ts", 'import { x } from "../domain/ids.ts";'],
  ])("forbids %s: %s", (path, text) => {
    expect(importBreaches([file(path, text)])).toHaveLength(1);
  });

  test.each([
    ["src/discord/outbound.ts", 'import type { x } from "../bridge/ports.ts";'],
    ["src/twilio/outbound.ts", 'import type { x } from "../bridge/effect.ts";'],
    ["src/cli/commands/sandbox.ts", 'import { x } from "../../sandbox/sandbox.ts";'],
    ["src/cli/commands/plan.ts", 'import type { x } from "../../provision/plan.ts";'],
    ["src/app/run.ts", 'const { x } = await import("../store/sqlite/open.ts");'],
    ["src/main.ts", 'import { x } from "./cli/program.ts";'],
    ["src/domain/ids.ts", '// import { x } from "../texts/texts.ts";\nconst y = "/* no comment";'],
  ])("allows %s: %s", (path, text) => {
    expect(importBreaches([file(path, text)])).toEqual([]);
  });
});

describe("cycles", () => {
  const ring = (kind: string) => [
    file("src/a/one.ts", 'import { two } from "./two.ts";'),
    file("src/a/two.ts", 'import { three } from "./three.ts";'),
    file("src/a/three.ts", `${kind} { one } from "./one.ts";`),
  ];

  test.each(["import", "import type"])("of %s are found", (kind) => {
    expect(importCycles(ring(kind))).toEqual([["src/a/one.ts", "src/a/two.ts", "src/a/three.ts"]]);
  });

  test("are none where a file is reached by two ways", () => {
    const ways = [...ring("import").slice(0, 2), file("src/a/three.ts", "export const three = 3;")];
    const both = file("src/a/zero.ts", 'import { one } from "./one.ts";\nimport { two } from "./two.ts";');
    expect(importCycles([both, ...ways])).toEqual([]);
  });
});

describe("vendor packages", () => {
  test.each([
    ["src/bridge/a.ts", 'import { Client } from "discord.js";'],
    ["src/app/a.ts", 'import type { APIMessage } from "discord-api-types/v10";'],
    ["src/discord/a.ts", 'import twilio from "twilio/lib/rest/Twilio.js";'],
    ["src/config/a.ts", 'import { DatabaseSync } from "node:sqlite";'],
    ["src/http/a.ts", 'const ws = await import("ws");'],
    ["src/http/a.ts", 'import left from "left-pad";'],
    ["src/main.ts", 'import chalk from "chalk";'],
  ])("stay in their room: %s: %s", (path, text) => {
    expect(packageBreaches([file(path, text)])).toHaveLength(1);
  });

  test("are free to use inside it, as Node's own modules are everywhere", () => {
    const text = 'import { API } from "@discordjs/core/http-only";\nimport { join } from "node:path";';
    expect(packageBreaches([file("src/discord/a.ts", text)])).toEqual([]);
  });
});

describe("habits", () => {
  test.each([
    "// @ts-ignore",
    "/* eslint-disable */",
    "// oxlint-disable-next-line no-x",
    "let a: any;",
    "x as any",
    "f<any>()",
  ])("%s is an evasion", (text) => {
    expect(evasions([file("src/a.ts", text)])).toEqual([expect.stringMatching(/^src\/a\.ts:1 /u)]);
  });

  test.each([
    "AbortSignal.any([a, b])",
    "// any of them",
    'const a = "any";',
    "const anyone = 1;",
    "const a = `any`;",
  ])("%s is none", (text) => {
    expect(evasions([file("src/a.ts", text)])).toEqual([]);
  });

  test("a test may show what does not compile", () => {
    expect(evasions([file("test/a.test.ts", "// @ts-expect-error: no such text")])).toEqual([]);
  });

  test("the process ends in main.ts only", () => {
    const text = "process.exit(1);";
    expect(processEnds([file("src/cli/a.ts", text)])).toEqual(["src/cli/a.ts:1 ends the process"]);
    expect(processEnds([file("src/main.ts", text), file("src/a.ts", "process.exitCode = 1;")])).toEqual([]);
  });

  test("a file has at most 300 lines", () => {
    expect(longFiles([file("src/a.ts", `${"x\n\n".repeat(300)}// why\n/* so\n */`)])).toEqual([]);
    expect(longFiles([file("src/a.ts", "x\n".repeat(301))])).toHaveLength(1);
  });

  test("nothing that ships knows the sandbox", () => {
    const text = "// in the Sandbox this is faster";
    expect(
      sandboxMentions([file("src/discord/a.ts", text), file("src/cli/commands/run.ts", text)]),
    ).toHaveLength(2);
    expect(sandboxMentions([file("src/demo/a.ts", text), file("src/cli/commands/sandbox.ts", text)])).toEqual(
      [],
    );
    const policy = file("src/desk/a.ts", `"default-src 'none'; sandbox"`);
    expect(sandboxMentions([policy])).toEqual([]);
  });
});

describe("paths in documents", () => {
  const exists = (path: string) => ["src/domain/ids.ts", "src/domain/", "docs/words.md"].includes(path);
  const said = (text: string) => stalePaths(file("docs/a.md", text), exists);

  test.each([
    "`domain/gone.ts`",
    "`src/gone/`",
    "```text\nsrc/gone/  what it was\n```\n",
    "[words](gone.md)",
  ])("%j is stale", (text) => {
    expect(said(text)).toHaveLength(1);
  });

  test.each([
    "`domain/ids.ts`",
    "`src/domain/`",
    "[words](words.md)",
    "`@discordjs/ws`",
    "`../beside/the-project/`",
    "`a / b`",
    "```sh\nnpm a/b\n```\n",
  ])("%j is not", (text) => {
    expect(said(text)).toEqual([]);
  });
});
