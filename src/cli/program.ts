import { Command, CommanderError, Option } from "commander";
import { asFailure, type Failure } from "../domain/failure.ts";
import type { Action, ConfigCheckOptions, GlobalOptions, RunOptions } from "./command.ts";
import { addAnnounceCommands } from "./announce-commands.ts";
import { addCaseCommands } from "./case-commands.ts";
import { addDeployCommands } from "./deploy-commands.ts";
import { EXIT, exitCodeOf, type ExitCode } from "./exit.ts";
import { pathOf, withConfig, withJson, type Bind } from "./flags.ts";
import { asFailureOf } from "./interruption.ts";
import { addOperatorCommands } from "./operator-commands.ts";
import { addSetupCommands } from "./setup-commands.ts";
import { addStateCommands } from "./state-commands.ts";
import { addTrialCommands } from "./trial-commands.ts";
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
  addDeployCommands(program, bind);
  addRunCommand(program, bind);
  addOperatorCommands(program, bind);
  addAnnounceCommands(program, bind);
  addCaseCommands(program, bind);
  addStateCommands(program, bind);
  addConfigCommands(program, bind);
  addTrialCommands(program, bind);
  return program;
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

/** What may be given; a flag that is off or empty by default need not say so. */
function describeOption({ description, argChoices, defaultValue }: Option): string {
  const value: unknown = defaultValue;
  const isPlain = value === undefined || typeof value === "boolean" || Array.isArray(value);
  const choices = argChoices === undefined ? "" : `: ${argChoices.join(", ")}`;
  return `${description}${choices}${isPlain ? "" : ` (default: ${JSON.stringify(value)})`}`;
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
