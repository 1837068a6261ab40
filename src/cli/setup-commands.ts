import { type Command, Option } from "commander";
import type { DoctorOptions, InitOptions, PullOptions } from "./command.ts";
import { withConfig, withJson, type Bind } from "./flags.ts";

/** What is done before a first deploy, or about one that does not work. */
export function addSetupCommands(program: Command, bind: Bind): void {
  const command = program
    .command("init")
    .description("set up a project: ask for what is needed, check it, write the files")
    .option("-c, --config <file>", "the config file to write; the others go beside it", "flexcord.yaml")
    .option("--template <name>", "the kind of server to start from")
    .option("--guild <id>", "the Discord server, when the bot is in several")
    .option("--project <name>", "names what is created in Twilio; made of the server's name by default")
    .option("--public-url <url>", "the https address that leads to `flexcord run`")
    .addOption(
      new Option("--ci <kind>", "the CI that gets a workflow").choices(["github", "none"]).default("github"),
    )
    .addOption(
      new Option(
        "--state <place>",
        "where to remember what was deployed; twilio-sync when there is CI",
      ).choices(["file", "twilio-sync"]),
    )
    .option("--secrets-stdin", "read secrets from stdin, as lines NAME=value", false)
    .option("--overwrite", "replace files that exist, without asking", false);
  bind<InitOptions>(command, async () => (await import("./commands/init.ts")).init);
  bind<PullOptions>(
    withJson(
      withConfig(program.command("pull").description("write an existing server's layout into the config")),
    )
      .option("-y, --yes", "write and adopt without asking", false)
      .option("--dry-run", "show the config and stop", false),
    async () => (await import("./commands/pull.ts")).pull,
  );
  bind<DoctorOptions>(
    withJson(
      withConfig(program.command("doctor").description("look at everything that an installation rests on")),
    ).option("--live", "try out on your accounts what vendors leave undocumented, and clean up", false),
    async () => (await import("./commands/doctor.ts")).doctor,
  );
}
