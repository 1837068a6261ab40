import { type Command, InvalidArgumentError } from "commander";
import type { DeployOptions, DestroyOptions, MigrateOptions, PlanOptions } from "./command.ts";
import { withConfig, withJson, type Bind } from "./flags.ts";

/** What changes Discord and Twilio, or says what would. */
export function addDeployCommands(program: Command, bind: Bind): void {
  bind<PlanOptions>(
    withChanges(program.command("plan").description("show what a deploy would change"))
      .option("--exit-code", "end with 10 when something would change", false)
      .option("--out <file>", "keep the plan in a file that `deploy` applies as it is"),
    async () => (await import("./commands/plan.ts")).plan,
  );
  bind<DeployOptions>(
    withChanges(program.command("deploy").description("bring Discord and Twilio to what the config says"))
      .argument("[plan]", "a file that `plan --out` made: applied as it is, without asking")
      .option("-y, --yes", "apply without asking", false)
      .option("--dry-run", "show the plan and stop", false),
    async () => (await import("./commands/deploy.ts")).deploy,
  );
  bind<DestroyOptions>(
    withJson(withConfig(program.command("destroy").description("delete what was deployed to an environment")))
      .option("--confirm <name>", "the environment's name, instead of typing it")
      .option("--report <file>", "tell of it in a file too, one JSON object a line")
      .option("--keep-protected", "leave what is protected alone instead of refusing", false),
    async () => (await import("./commands/destroy.ts")).destroy,
  );
  bind<MigrateOptions>(
    withJson(
      withConfig(program.command("migrate").description("move from Programmable Chat to Conversations")),
    )
      .option("--back", "move back, for as long as the old parts are there", false)
      .option("--prune", "remove the old parts, once no conversation is open on them", false)
      .option("--dry-run", "show the plan and stop", false)
      .option("-y, --yes", "apply without asking", false)
      .option("--report <file>", "tell of it in a file too, one JSON object a line"),
    async () => (await import("./commands/migrate.ts")).migrate,
  );
}

/** Flags of the commands that compare what is described with what there is. */
function withChanges(command: Command): Command {
  return withJson(withConfig(command))
    .option("--adopt", "take over what somebody else made under the same name", false)
    .option("--report <file>", "tell of it in a file too, one JSON object a line")
    .option("--prune", "delete what flexcord made and the config no longer describes", false)
    .option("--max-deletes <number>", "how many things --prune may delete", wholeNumber, 3);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("It has to be a whole number.");
}
