import type { ExitCode } from "./exit.ts";
import type { Terminal } from "./output.ts";

/** The process as a command sees it; all of it is an argument, so that a test can be the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
}

/** What every command is given. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Flags that mean the same everywhere. */
export interface GlobalOptions {
  /** Shows stacks and causes of failures, and a daemon's debug lines. */
  readonly verbose: boolean;
  readonly color: boolean;
  /** False when nothing may be asked, `--no-input`. */
  readonly input: boolean;
}

/** Flags of the commands that read a config file. */
export interface ConfigOptions extends GlobalOptions {
  /** Path of the YAML file, as given. */
  readonly config: string;
  /** The environment's name. */
  readonly env: string;
}

export interface JsonOptions {
  /** One JSON object on stdout instead of text. */
  readonly json: boolean;
}

/** A command: throws a Failure, or says with which code the process is to end. */
export type Action<Options> = (context: CommandContext, options: Options) => Promise<ExitCode>;

export interface InitOptions extends GlobalOptions {
  /** Path of the YAML file that is to be written. */
  readonly config: string;
  readonly template?: string;
  /** Id of the server. */
  readonly guild?: string;
  readonly project?: string;
  readonly publicUrl?: string;
  /** Which CI gets a workflow. */
  readonly ci: "github" | "none";
  /** Secrets stand on stdin, as lines NAME=value. */
  readonly secretsStdin: boolean;
  /** Replace files that say something else, without asking. */
  readonly overwrite: boolean;
}

export interface DoctorOptions extends ConfigOptions, JsonOptions {
  /** Try out on the real accounts what vendors leave undocumented. */
  readonly live: boolean;
}

export interface AdoptOptions {
  /** Take over what somebody else made under the same name. */
  readonly adopt: boolean;
}

export interface PlanOptions extends ConfigOptions, JsonOptions, AdoptOptions {
  /** End with 10 when something would change. */
  readonly exitCode: boolean;
}

export interface DeployOptions extends ConfigOptions, JsonOptions, AdoptOptions {
  /** Show the plan and stop. */
  readonly dryRun: boolean;
  /** Apply without asking. */
  readonly yes: boolean;
}

export interface RunOptions extends ConfigOptions {
  /** The program that opens a tunnel to this machine. */
  readonly tunnel?: "cloudflared" | "ngrok";
  /** Use a tunnel in production, too. */
  readonly yes: boolean;
}

export interface SandboxOptions extends GlobalOptions, JsonOptions {
  readonly host: string;
  readonly port: number;
}

export interface DemoOptions extends GlobalOptions, JsonOptions {
  /** Keep everything up after the story. */
  readonly serve: boolean;
  readonly transport: string;
}

export interface ConfigCheckOptions extends ConfigOptions, JsonOptions {}
