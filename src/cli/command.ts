import type { CaseKind, CasePriority, CaseStatus } from "../domain/case.ts";
import type { CaseNumber, EpochMs } from "../domain/ids.ts";
import type { LineState, Side } from "../operator/lines.ts";
import type { ExitCode } from "./exit.ts";
import type { Terminal } from "./terminal/output.ts";

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
  /** What stands on the command line without a flag, in order; undefined for what was left out. */
  readonly operands: readonly unknown[];
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
  /** Where the identity map is to be kept; asked, or decided by the CI, when left out. */
  readonly state?: "file" | "twilio-sync";
  /** Secrets stand on stdin, as lines NAME=value. */
  readonly secretsStdin: boolean;
  /** Replace files that say something else, without asking. */
  readonly overwrite: boolean;
}

export interface PullOptions extends ConfigOptions, JsonOptions {
  /** Show the config and stop. */
  readonly dryRun: boolean;
  /** Write without asking. */
  readonly yes: boolean;
}

export interface DoctorOptions extends ConfigOptions, JsonOptions {
  /** Try out on the real accounts what vendors leave undocumented. */
  readonly live: boolean;
}

export interface AdoptOptions {
  /** Take over what somebody else made under the same name. */
  readonly adopt: boolean;
}

export interface PruneOptions {
  /** Delete what is no longer described. */
  readonly prune: boolean;
  readonly maxDeletes: number;
}

export interface ReportOptions {
  /** A file that is told of what happens, one JSON object a line. */
  readonly report?: string;
}

export interface PlanOptions extends ReportOptions, ConfigOptions, JsonOptions, AdoptOptions, PruneOptions {
  /** End with 10 when something would change. */
  readonly exitCode: boolean;
  /** Where to keep the plan. */
  readonly out?: string;
}

export interface DestroyOptions extends ReportOptions, ConfigOptions, JsonOptions {
  /** The environment's name, given beforehand. */
  readonly confirm?: string;
  /** Leave what is protected as it is. */
  readonly keepProtected: boolean;
}

export interface DeployOptions extends ReportOptions, ConfigOptions, JsonOptions, AdoptOptions, PruneOptions {
  /** Show the plan and stop. */
  readonly dryRun: boolean;
  /** Apply without asking. */
  readonly yes: boolean;
}

export interface MigrateOptions extends ReportOptions, ConfigOptions, JsonOptions {
  /** To the legacy transport again. */
  readonly back: boolean;
  /** Remove what only the legacy transport needed. */
  readonly prune: boolean;
  /** Show the plan and stop. */
  readonly dryRun: boolean;
  /** Apply without asking. */
  readonly yes: boolean;
}

export interface StateOptions extends ConfigOptions, JsonOptions {}

export interface StateWriteOptions extends StateOptions {
  /** Write without asking. */
  readonly yes: boolean;
}

export interface RunOptions extends ConfigOptions {
  /** The program that opens a tunnel to this machine. */
  readonly tunnel?: "cloudflared" | "ngrok";
  /** Use a tunnel in production, too. */
  readonly yes: boolean;
}

export interface RemoteOptions extends ConfigOptions, JsonOptions {
  /** The operator API of a daemon elsewhere; absent for the ledger of this machine. */
  readonly remote?: string;
  readonly operands: readonly (string | undefined)[];
}

export interface LogsOptions extends RemoteOptions {
  readonly lines: number;
  readonly follow: boolean;
  readonly since?: EpochMs;
  readonly until?: EpochMs;
  readonly state?: LineState;
  readonly side?: Side;
  readonly grep?: string;
  readonly showText: boolean;
}

export interface AnnounceOptions extends RemoteOptions {
  /** A file that holds the text. */
  readonly file?: string;
  readonly at?: EpochMs;
  /** Key of the role that is pinged. */
  readonly role?: string;
  readonly crosspost: boolean;
  /** Show it and stop. */
  readonly dryRun: boolean;
  /** Post without asking. */
  readonly yes: boolean;
}

export type AnnouncementsOptions = RemoteOptions;

export type ParkedOptions = RemoteOptions;

export interface DropOptions extends RemoteOptions {
  readonly reason: string;
}

export interface BlockOptions extends RemoteOptions {
  readonly reason: string;
  readonly until?: number;
}

export interface StatusOptions extends RemoteOptions {
  /** Again and again, until interrupted. */
  readonly watch: boolean;
}

export interface TraceOptions extends RemoteOptions {
  readonly showText: boolean;
}

/** Which cases. */
export interface CaseFilterOptions extends RemoteOptions {
  /** Any of these; empty for all. */
  readonly status: readonly CaseStatus[];
  readonly kind?: CaseKind;
  readonly priority?: CasePriority;
  readonly assignee?: string;
  readonly tag?: string;
  /** A member or a conversation. */
  readonly about?: string;
  readonly since?: EpochMs;
  readonly grep?: string;
  readonly showText: boolean;
}

export interface CasesListOptions extends CaseFilterOptions {
  readonly lines: number;
}

/** Of a command about one case. */
interface OneCaseOptions extends ConfigOptions, JsonOptions, Pick<RemoteOptions, "remote"> {
  readonly operands: readonly [number: CaseNumber, text?: string];
}

export interface CasesShowOptions extends OneCaseOptions {
  readonly showText: boolean;
}

/** Of every command that changes a case. */
export interface CaseChangeOptions extends OneCaseOptions {
  /** Who is said to have done it. */
  readonly as?: string;
}

export interface CasesAssignOptions extends CaseChangeOptions {
  readonly nobody: boolean;
}

export interface CasesSetOptions extends CaseChangeOptions {
  readonly status?: CaseStatus;
  readonly priority?: CasePriority;
  readonly title?: string;
  readonly description?: string;
  readonly tag: readonly string[];
  readonly untag: readonly string[];
  readonly duplicateOf?: CaseNumber;
}

export interface CasesNoteOptions extends CaseChangeOptions {
  readonly public: boolean;
}

export interface CasesCloseOptions extends CaseChangeOptions {
  readonly note?: string;
  readonly duplicateOf?: CaseNumber;
}

export interface CasesExportOptions extends CaseFilterOptions {
  readonly format: "csv" | "json";
}

export interface CasesStatsOptions extends RemoteOptions {
  readonly since?: EpochMs;
}

export interface StoreRekeyOptions extends ConfigOptions, JsonOptions {}

export interface StoreRestoredOptions extends ConfigOptions, JsonOptions {}

export interface ReplayOptions extends RemoteOptions {
  readonly failed: boolean;
  readonly since?: EpochMs;
  readonly to?: "discord" | "twilio";
  /** How many are taken up in a second. */
  readonly rate: number;
  readonly dryRun: boolean;
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
