import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** A file to start a config from. */
export interface ServerTemplate {
  /** The file's name without its ending, such as `game-community`. */
  readonly name: string;
  /** Its first sentence, which says whom it is for. */
  readonly description: string;
  readonly file: string;
  readonly text: string;
}

/** The templates of a folder, by name. */
export function listServerTemplates(folder: string): readonly ServerTemplate[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .toSorted()
    .map((name) => {
      const file = join(folder, name);
      const text = readFileSync(file, "utf8");
      return { name: basename(name, ".yaml"), description: descriptionIn(text), file, text };
    });
}

/** The first comment that is not for editors. */
function descriptionIn(text: string): string {
  const lines = text.split("\n");
  const first = lines.find((line) => line.startsWith("# ") && !line.startsWith("# yaml-language-server"));
  return (first ?? "").slice(2).trim();
}

/** The variable that a template leaves the server's id to. */
export const GUILD_VARIABLE = "DISCORD_GUILD";

const SCHEMA_LINE = "# yaml-language-server: $schema=./flexcord.schema.json";

const SYNCED = `
# What was deployed is remembered in a Sync document of the Twilio account, so that CI has nothing to commit.
state:
  backend: twilio-sync`;

/** The template as a config of one's own. What else it says, comments included, stays. */
export function fillServerTemplate(
  { text }: ServerTemplate,
  values: { readonly project: string; readonly guildId: string; readonly state: "file" | "twilio-sync" },
): string {
  const filled = text
    .replace(
      /^project:.*$/mu,
      () => `project: ${values.project}${values.state === "file" ? "" : `\n${SYNCED}`}`,
    )
    .replace(/^( +guild:).*$/mu, (_, key: string) => `${key} "${values.guildId}"`);
  return filled.startsWith(SCHEMA_LINE) ? filled : `${SCHEMA_LINE}\n${filled}`;
}

/** A project's name made of a server's: lower-case letters, digits and dashes. */
export function projectName(server: string): string {
  const plain = server
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^[^a-z]+|-+$/gu, "");
  return plain.slice(0, 50).replace(/-+$/u, "") || "support";
}

/** Whether a config takes it for a project's name. */
export const isProjectName = (text: string): boolean => /^[a-z][a-z0-9-]{0,49}$/u.test(text);
