import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { asFailure, type Failure } from "../domain/failure.ts";
import type {
  Action,
  ConfigCheckOptions,
  DemoOptions,
  DeployOptions,
  DestroyOptions,
  DoctorOptions,
  GlobalOptions,
  InitOptions,
  MigrateOptions,
  PlanOptions,
  PullOptions,
  RunOptions,
  SandboxOptions,
  StateOptions,
  StateWriteOptions,
} from "./command.ts";
import { addCaseCommands } from "./case-commands.ts";
import { EXIT, exitCodeOf, type ExitCode } from "./exit.ts";
import { pathOf, withConfig, withJson, type Bind } from "./flags.ts";
import { addAnnounceCommands } from "./announce-commands.ts";
import { addOperatorCommands } from "./operator-commands.ts";
import { asFailureOf } from "./interruption.ts";
import type { Surroundings } from "./terminal/surroundings.ts";
import { asSentence, endOfUsage } from "./usage.ts";
import { packageVersion } from "./version.ts";

/** Runs one command line and says with which code the process is to end. Never throws. */
export async function runProgram(argv: readonly string[], around: Surroundings): Promise<ExitCode> {
  let exit: ExitCode = EXIT.done;
  const bind: Bind = (command, load) =>
    command.showHelpAfterError(`\`${pathOf(command)} --help\` tells how it is used.`).action(async () => {
      const operands: readonly unknown[] = command.processedArgs;
      exit = await perform(load, { ...command.optsWithGlobals(), operands }, around);
    });
  try {
    await createProgram(around, bind).parseAsync(argv, { from: "user" });
    return exit;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return endOfUsage(thrown, argv, around.stdout);
    return report(asFailure(thrown), GLOBAL_DEFAULTS, around);
  }
}

const GLOBAL_DEFAULTS: GlobalOptions = { verbose: false, color: true, input: true, operands: [] };

/** Every command with its flags. What a command does is loaded only when it is the one that was asked for. */
function createProgram(around: Surroundings, bind: Bind): Command {
  const program = new Command("flexcord")
    .description(
      "A complete contact centre in a Discord server: plan, provision and run Discord with Twilio Flex.",
    )
    .version(packageVersion(), "-V, --version", "print the version")
    .option("--verbose", "show stacks and causes of failures", false)
    .option("--no-color", "write without colours")
    .option("--no-input", "never ask; fail where an answer is needed")
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .configureOutput({
      writeOut: (text) => around.stdout.write(text),
      writeErr: (text) => around.stderr.write(text),
      outputError: (text, write) => write(`${asSentence(text)} `),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("`flexcord --help` lists the commands.");

  addSetupCommands(program, bind);
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
  addRunCommand(program, bind);
  addOperatorCommands(program, bind);
  addAnnounceCommands(program, bind);
  addCaseCommands(program, bind);
  addStateCommands(program, bind);
  addConfigCommands(program, bind);
  addTrialCommands(program, bind);
  return program;
}

/** What needs no account. */
function addTrialCommands(program: Command, bind: Bind): void {
  bind<DemoOptions>(
    withJson(
      program.command("demo").description("play a whole conversation on this machine, with no account"),
    )
      .option("--serve", "keep everything up afterwards and print the playground's address", false)
      .option("--transport <name>", "how conversations reach Flex", "conversations"),
    async () => (await import("./commands/demo.ts")).demo,
  );
  bind<SandboxOptions>(
    withJson(
      program.command("sandbox").description("serve an imitation of Discord and Twilio on this machine"),
    )
      .option("--host <address>", "loopback address to listen on", loopback, "127.0.0.1")
      .option("--port <number>", "port to listen on; 0 picks a free one", port, 4100),
    async () => (await import("./commands/sandbox.ts")).sandbox,
  );
}

function addSetupCommands(program: Command, bind: Bind): void {
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

function addRunCommand(program: Command, bind: Bind): void {
  bind<RunOptions>(
    withConfig(program.command("run").description("run the bridge between Discord and Flex"))
      .addOption(
        new Option(
          "--tunnel <program>",
          "for development: open a tunnel to this machine and point Twilio's callbacks at it",
        ).choices(["cloudflared", "ngrok"]),
      )
      .option("-y, --yes", "with --tunnel: also in production", false),
    async () => (await import("./commands/run.ts")).run,
  );
}

const loadState = () => import("./commands/state.ts");

function addStateCommands(program: Command, bind: Bind): void {
  const state = program
    .command("state")
    .description("look at what flexcord knows it has deployed, or mend it");
  const add = (name: string, description: string) =>
    withJson(withConfig(state.command(name).description(description)));
  bind<StateOptions>(add("list", "every thing that is known"), async () => (await loadState()).stateList);
  bind<StateOptions>(
    add("show", "one thing, with all that is remembered of it").argument("<kind>").argument("<key>"),
    async () => (await loadState()).stateShow,
  );
  bind<StateWriteOptions>(
    withConsent(add("rm", "forget one thing; it stays where it is").argument("<kind>").argument("<key>")),
    async () => (await loadState()).stateRm,
  );
  bind<StateWriteOptions>(
    withConsent(add("rebuild", "find again, by mark and by name, what was deployed")),
    async () => (await loadState()).stateRebuild,
  );
  bind<StateWriteOptions>(
    withConsent(add("unlock", "take the lock away from a deploy that is gone")),
    async () => (await loadState()).stateUnlock,
  );
}

function addConfigCommands(program: Command, bind: Bind): void {
  const config = program.command("config").description("check the config file, or print its schema");
  bind<ConfigCheckOptions>(
    withJson(withConfig(config.command("check").description("list every fault of the config file"))),
    async () => (await import("./commands/config-check.ts")).configCheck,
  );
  bind<GlobalOptions>(
    config.command("schema").description("print the JSON Schema of the config file"),
    async () => (await import("./commands/config-schema.ts")).configSchema,
  );
}

function withConsent(command: Command): Command {
  return command.option("-y, --yes", "write without asking", false);
}

/** Flags of the commands that compare what is described with what there is. */
function withChanges(command: Command): Command {
  return withJson(withConfig(command))
    .option("--adopt", "take over what somebody else made under the same name", false)
    .option("--report <file>", "tell of it in a file too, one JSON object a line")
    .option("--prune", "delete what flexcord made and the config no longer describes", false)
    .option("--max-deletes <number>", "how many things --prune may delete", count, 3);
}

/** The control API asks nobody who they are. */
function loopback(text: string): string {
  if (text === "localhost" || text === "::1" || /^127(\.\d{1,3}){3}$/u.test(text)) return text;
  throw new InvalidArgumentError("It has to be an address of this machine alone, such as 127.0.0.1.");
}

/** What may be given; a flag that is off or empty by default need not say so. */
function describeOption({ description, argChoices, defaultValue }: Option): string {
  const value: unknown = defaultValue;
  const isPlain = value === undefined || typeof value === "boolean" || Array.isArray(value);
  const choices = argChoices === undefined ? "" : `: ${argChoices.join(", ")}`;
  return `${description}${choices}${isPlain ? "" : ` (default: ${JSON.stringify(value)})`}`;
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError("It has to be a whole number.");
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}

async function perform<Options extends GlobalOptions>(
  load: () => Promise<Action<Options>>,
  options: Options,
  around: Surroundings,
): Promise<ExitCode> {
  try {
    const [action, { createTerminal }] = await Promise.all([load(), import("./terminal/output.ts")]);
    const terminal = createTerminal(around, options);
    return await action({ terminal, env: around.env, cwd: around.cwd, signal: around.signal }, options);
  } catch (thrown) {
    return report(asFailureOf(thrown, around.signal), options, around);
  }
}

async function report(
  failure: Failure,
  options: GlobalOptions & { readonly json?: boolean },
  around: Surroundings,
): Promise<ExitCode> {
  const { createTerminal, failureEnvelope } = await import("./terminal/output.ts");
  const terminal = createTerminal(around, options);
  if (options.json === true) terminal.json(failureEnvelope(failure));
  terminal.failure(failure);
  return exitCodeOf(failure.code);
}
