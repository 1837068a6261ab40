import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { flexcordHere } from "./here.ts";

const YAML = 'version: 1\nproject: nebula\ndiscord:\n  guild: "100000000000000001"\n';

test.each([
  ["conversations", []],
  ["programmable-chat", ["--back"]],
])(
  "where %s is in use already there is nothing to move, and nothing is asked or written",
  async (transport, flags) => {
    const cwd = mkdtempSync(join(tmpdir(), "flexcord-moved-"));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const config = join(cwd, "flexcord.yaml");
    // Conversations is what a file without the key means.
    const text = transport === "conversations" ? YAML : `${YAML}transport: ${transport}\n`;
    writeFileSync(config, text);
    const ended = await flexcordHere(["migrate", ...flags, "--config", config], { cwd, env: {} });
    expect(ended).toEqual({
      code: 0,
      stdout: "",
      stderr: `${config} is on ${transport} already: there is nothing to move.\n`,
    });
    expect(readFileSync(config, "utf8")).toBe(text);
  },
);
