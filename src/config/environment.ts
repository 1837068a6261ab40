import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Failure } from "../domain/failure.ts";

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's variables over those of `.env` in `directory`; without the file, just the process's. */
export function readEnvironment(directory: string, processEnv: Environment): Environment {
  const file = join(directory, ".env");
  try {
    return { ...parseEnv(readFileSync(file, "utf8")), ...processEnv };
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return processEnv;
    throw new Failure("config.invalid", `${file} cannot be read`, {
      fix: "It has to be a file of NAME=value lines that this user may read.",
      cause: thrown,
    });
  }
}
