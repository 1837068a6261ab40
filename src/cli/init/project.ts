import { serverTemplates } from "../../app/init/project-files.ts";
import { loadAddresses } from "../../config/addresses.ts";
import {
  GUILD_VARIABLE,
  isProjectName,
  projectName,
  type ServerTemplate,
} from "../../config/server-template.ts";
import { loadConfig } from "../../config/load.ts";
import type { Config } from "../../config/config.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import { askText, choose } from "../terminal/prompt.ts";
import type { Interview } from "./interview.ts";

/** The template to start from, as it stands and as a config. */
export async function chooseTemplate({
  context: { terminal, signal },
  options,
}: Interview): Promise<{ readonly template: ServerTemplate; readonly config: Config }> {
  const templates = serverTemplates();
  const named = templates.find(({ name }) => name === options.template);
  const names = templates.map(({ name }) => name).join(", ");
  if (options.template !== undefined && named === undefined) {
    throw new Failure("usage.invalid", `There is no template "${options.template}".`, {
      fix: `Pass --template with one of ${names}.`,
    });
  }
  const choices = templates.map((template) => {
    const { name, description } = template;
    return { name, value: template, description };
  });
  const message = "What kind of server is it?";
  const flag = `--template with one of ${names}`;
  const template = named ?? (await choose(terminal, { message, flag, choices }, signal));
  // The template is read before a server is known; any id will do.
  const env = { [GUILD_VARIABLE]: "100000000000000000" };
  return { template, config: loadConfig({ file: template.file, environment: "production", env }) };
}

/** Names what will be created in Twilio; made of the server's name unless somebody knows better. */
export async function askForProject(
  { context: { terminal, signal }, options }: Interview,
  server: string,
): Promise<string> {
  if (options.project !== undefined) {
    if (isProjectName(options.project)) return options.project;
    throw new Failure("usage.invalid", `"${options.project}" cannot be a project's name.`, {
      fix: `Pass --project with ${PROJECT_SHAPE}, such as ${projectName(server)}.`,
    });
  }
  if (!terminal.interactive) return projectName(server);
  return askText(
    terminal,
    {
      message: "Name of the project, for what is created in Twilio:",
      flag: "--project",
      default: projectName(server),
      validate: (text) => isProjectName(text) || `Wanted: ${PROJECT_SHAPE}.`,
    },
    signal,
  );
}

const PROJECT_SHAPE = "lower-case letters, digits and dashes that start with a letter";

/** Where Twilio will call; empty while nobody knows. */
export async function askForPublicUrl({
  context: { terminal, signal },
  options,
  given,
}: Interview): Promise<string> {
  const known = options.publicUrl ?? given["FLEXCORD_PUBLIC_URL"] ?? "";
  const check = (text: string) => loadAddresses({ ...given, FLEXCORD_PUBLIC_URL: text }).publicUrl ?? "";
  if (known !== "" || !terminal.interactive) return check(known);
  const answer = await askText(
    terminal,
    {
      message: "Public https address that leads to `flexcord run` (blank: add it later):",
      flag: "--public-url",
      validate: (text) => isFine(() => check(text)),
    },
    signal,
  );
  return check(answer);
}

/** Where the identity map is kept. A deploy in CI has nowhere to leave a file, unless it commits. */
export async function askForState({
  context: { terminal, signal },
  options,
}: Interview): Promise<"file" | "twilio-sync"> {
  if (options.state !== undefined) return options.state;
  if (options.ci === "none") return "file";
  if (!terminal.interactive) return "twilio-sync";
  const choices = [
    {
      name: "in the Twilio account",
      value: "twilio-sync",
      description: "A Sync document: CI deploys with nothing to commit.",
    },
    {
      name: "in a file beside the config",
      value: "file",
      description: "You commit it after each deploy; CI can only plan.",
    },
  ] as const;
  const message = "State kept where? It remembers what was deployed.";
  return choose(terminal, { message, flag: "--state with file or twilio-sync", choices }, signal);
}

function isFine(check: () => unknown): true | string {
  try {
    check();
    return true;
  } catch (thrown) {
    return asFailure(thrown).message.split("\n").slice(1).join(" ").trim();
  }
}
