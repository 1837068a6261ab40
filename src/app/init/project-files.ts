import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { mergeEnvFile } from "../../config/env-file.ts";
import { configJsonSchema } from "../../config/json-schema.ts";
import {
  fillServerTemplate,
  listServerTemplates,
  type ServerTemplate,
} from "../../config/server-template.ts";
import { readIfThere, type NewFile } from "./new-files.ts";

/** The package's own files, from src/ and from dist/ alike. */
const packageFile = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

export const serverTemplates = (): readonly ServerTemplate[] =>
  listServerTemplates(packageFile("templates/servers"));

/** Everything that was asked. */
export interface Answers {
  /** Absolute path of the config file; all the others go beside it. */
  readonly configFile: string;
  readonly template: ServerTemplate;
  readonly project: string;
  readonly guildId: string;
  /** What goes into `.env`, by name. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ci: "github" | "none";
  /** Where the identity map is to be kept. */
  readonly state: "file" | "twilio-sync";
  readonly version: string;
}

export interface ProjectFiles {
  /** Those that are new or changed. */
  readonly files: readonly NewFile[];
  /** What somebody would lose: a file that says something else, or a variable of `.env`. */
  readonly replaced: readonly string[];
}

const PRIVATE = 0o600;
const SHARED = 0o644;

/** What is to be written; nothing is written here. */
export async function planProjectFiles(answers: Answers): Promise<ProjectFiles> {
  const directory = dirname(resolve(answers.configFile));
  const owned = [
    { path: answers.configFile, text: fillServerTemplate(answers.template, answers), mode: SHARED },
    {
      path: join(directory, "flexcord.schema.json"),
      text: `${JSON.stringify(configJsonSchema(), null, 2)}\n`,
      mode: SHARED,
    },
    ...(await knowledgeFiles(directory, answers.template.name)),
    ...(await ciFiles(directory, answers)),
  ];
  const changes = await Promise.all(
    owned.map(async (file) => ({ file, before: await readIfThere(file.path) })),
  );
  const differing = changes.filter(({ file, before }) => before !== file.text);
  const env = await environmentFile(directory, answers.environment);
  const ignored = await ignoreFile(directory);
  return {
    files: [...differing.map(({ file }) => file), ...env.files, ...ignored],
    replaced: [
      ...differing.filter(({ before }) => before !== null).map(({ file }) => file.path),
      ...env.replaced.map((name) => `${name} in ${join(directory, ".env")}`),
    ],
  };
}

/** Samples are for who has no articles yet. A template may bring its own, in a folder of its name. */
async function knowledgeFiles(directory: string, template: string): Promise<readonly NewFile[]> {
  const target = join(directory, "knowledge");
  if ((await articlesIn(target)).length > 0) return [];
  const shared = packageFile("templates/knowledge");
  const own = join(shared, template);
  const source = (await articlesIn(own)).length > 0 ? own : shared;
  const names = await articlesIn(source);
  return Promise.all(
    names.map(async (name) => ({
      path: join(target, name),
      text: await readFile(join(source, name), "utf8"),
      mode: SHARED,
    })),
  );
}

async function articlesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(".md")).toSorted();
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw thrown;
  }
}

async function ciFiles(directory: string, { ci, version }: Answers): Promise<readonly NewFile[]> {
  if (ci === "none") return [];
  const template = await readFile(packageFile("templates/ci/github.yml"), "utf8");
  const path = join(directory, ".github", "workflows", "flexcord.yml");
  return [
    {
      path,
      text: template.replaceAll("npx --yes flexcord ", `npx --yes flexcord@${version} `),
      mode: SHARED,
    },
  ];
}

async function environmentFile(
  directory: string,
  values: Answers["environment"],
): Promise<{ readonly files: readonly NewFile[]; readonly replaced: readonly string[] }> {
  const path = join(directory, ".env");
  const before = await readIfThere(path);
  const { text, replaced } = mergeEnvFile(before ?? "", values);
  // Written again even when it says the same: its rights may be too wide.
  return { files: [{ path, text, mode: PRIVATE }], replaced };
}

/** Secrets, the ledger, and what a deploy leaves for the time it runs. */
const IGNORED = [".env", ".flexcord/", "*.lock.json.busy", "*.lock.json.new"];

async function ignoreFile(directory: string): Promise<readonly NewFile[]> {
  const path = join(directory, ".gitignore");
  const before = (await readIfThere(path)) ?? "";
  const lines = new Set(before.split("\n").map((line) => line.trim()));
  const missing = IGNORED.filter((pattern) => !lines.has(pattern));
  if (missing.length === 0) return [];
  const start = before === "" || before.endsWith("\n") ? before : `${before}\n`;
  return [{ path, text: `${start}${missing.join("\n")}\n`, mode: SHARED }];
}
