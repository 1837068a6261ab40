import {
  examineInstallation,
  type DoctorOptions as Installation,
  type Result,
} from "../../app/doctor/doctor.ts";
import type { LiveResult } from "../../app/doctor/live.ts";
import { loadAddresses } from "../../config/addresses.ts";
import { systemClock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, CommandContext, DoctorOptions } from "../command.ts";
import { EXIT, exitCodeOf, type ExitCode } from "../exit.ts";
import type { Terminal } from "../terminal/output.ts";
import { openProject } from "../project.ts";
import { packageVersion } from "../version.ts";
import { wrapWords } from "../terminal/wrap.ts";

/** Looks at everything an installation rests on; with --live also tries out what vendors leave undocumented. */
export const doctor: Action<DoctorOptions> = async (context, options) => {
  const { terminal, signal } = context;
  const { config, environment } = openProject(context, options);
  const addresses = loadAddresses(environment);
  const version = packageVersion();
  const installation = { config, environment, addresses, version, clock: systemClock, signal };
  const checks = await examineInstallation(installation);
  if (!options.json) for (const result of checks) terminal.data(fitted(describe(result, terminal), terminal));
  const probes = options.live ? await probe(context, installation, options.json) : [];
  const ok = checks.every(({ state }) => state !== "failed");
  if (options.json) terminal.json({ version: 1, ok, checks, ...(options.live ? { probes } : {}) });
  else terminal.say(`\n${summary(checks)}`);
  if (signal.aborted) throw new Failure("run.interrupted", "Interrupted; what was made was taken back");
  return exitOf(checks);
};

async function probe(
  { terminal }: CommandContext,
  installation: Installation,
  json: boolean,
): Promise<readonly LiveResult[]> {
  terminal.say(
    "\nTrying out on your accounts what the vendors do not document. What is made for it, in a channel that only the bot sees and in conversations of their own, is removed again.",
  );
  const { probeAccounts } = await import("../../app/doctor/live.ts");
  return probeAccounts(installation, (result) => {
    if (!json) terminal.data(fitted(describeProbe(result, terminal), terminal));
    for (const what of result.leftBehind) terminal.warn(`could not be removed; remove it by hand: ${what}`);
  });
}

/** What goes on stands below what the labels name. */
const fitted = (text: string, terminal: Terminal): string => wrapWords(text, terminal.columns(), HANGING);

const HANGING = 4;

const SIGNS = { ok: "✔", warning: "!", failed: "✘", skipped: "-" } as const;

function describe({ state, title, found, wanted, fix }: Result, { dataStyle }: Terminal): string {
  const colours = {
    ok: dataStyle.green,
    warning: dataStyle.yellow,
    failed: dataStyle.red,
    skipped: dataStyle.dim,
  };
  const head = `${colours[state](SIGNS[state])} ${dataStyle.bold(title)}: ${found.trim()}`;
  if (state === "ok" || state === "skipped") return head;
  return [head, `    wanted: ${wanted}`, ...(fix === null ? [] : [`    fix:    ${fix}`])].join("\n");
}

function describeProbe({ state, assumption, found }: LiveResult, { dataStyle }: Terminal): string {
  const sign = { "as-assumed": dataStyle.green("✔"), otherwise: dataStyle.yellow("!"), unknown: "?" }[state];
  return `${sign} assumed: ${assumption}\n    found: ${found}`;
}

function summary(checks: readonly Result[]): string {
  const count = (state: Result["state"]) => checks.filter((result) => result.state === state).length;
  const parts = [
    [count("ok"), "in order"],
    [count("warning"), "to look at"],
    [count("failed"), "wrong"],
    [count("skipped"), "not looked at"],
  ] as const;
  return `${parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(", ")}.`;
}

/** Warnings are for people; a script is stopped by the first failure. */
function exitOf(checks: readonly Result[]): ExitCode {
  const [first] = checks.flatMap(({ code }) => code ?? []);
  return first === undefined ? EXIT.done : exitCodeOf(first);
}
