import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { describeFault } from "../../src/config/fault.ts";
import { checkConfig, loadConfig } from "../../src/config/load.ts";
import type { Config } from "../../src/config/config.ts";

/** The package's own folder. */
export const root = join(import.meta.dirname, "..", "..");

/** A file that goes away with the test. */
export function writeConfig(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "flexcord-config-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "flexcord.yaml");
  writeFileSync(file, text);
  return file;
}

/** What is said about a file, without the folder it happens to lie in. */
export function faultsOf(text: string, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const file = writeConfig(text);
  return checkConfig({ file, environment: "production", env }).faults.map((fault) =>
    describeFault(fault).replace(file, "flexcord.yaml"),
  );
}

export function load(
  text: string,
  env: Readonly<Record<string, string>> = {},
  environment = "production",
): Config {
  return loadConfig({ file: writeConfig(text), environment, env });
}

/** The least a config has to say. */
export const least = 'version: 1\nproject: nebula\ndiscord:\n  guild: "1042350177233879082"\n';
