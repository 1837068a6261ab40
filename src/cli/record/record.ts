import { appendFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { Progress } from "../../provision/apply/request.ts";
import type { Plan } from "../../provision/plan/shape.ts";
import type { CommandContext } from "../command.ts";
import { exitCodeOf, type ExitCode } from "../exit.ts";
import { openGithubRun } from "./github.ts";

/** What others than the person at the terminal are told of a command: a file of lines, and GitHub. */
export interface Recorder {
  plan(plan: Plan): void;
  step(progress: Progress): void;
  /** A failure that does not end the command by being thrown. */
  failure(failure: Failure): void;
}

interface RecordOptions {
  /** A file for one JSON object a line: start, plan, step, end. */
  readonly report?: string;
  readonly env: string;
}

/**
 * Runs a command and tells of it as it goes. Every line has `v`, `type` and `at`; a line is written whole
 * before the next thing happens, so that the file of a killed process still says how far it came.
 */
export async function recorded(
  command: "plan" | "deploy" | "destroy" | "migrate",
  context: CommandContext,
  options: RecordOptions,
  run: (record: Recorder) => Promise<ExitCode>,
): Promise<ExitCode> {
  const write = openReport(context, options);
  // They print a plan first, and then change what it says.
  if (command !== "plan") context.terminal.outliveReader();
  const github = openGithubRun(context);
  const failed = (failure: Failure): void => {
    github?.failure(failure);
    const { code, message, fix, where } = failure;
    write("failure", { code, message, fix, where });
  };
  write("start", { command, env: options.env });
  try {
    const exit = await run({
      plan(plan) {
        github?.plan(plan);
        write("plan", { steps: plan.steps.map(lineOf), unmanaged: plan.unmanaged.length });
      },
      step: ({ state, step }) => write("step", { state, ...lineOf(step) }),
      failure: failed,
    });
    write("end", { exit });
    return exit;
  } catch (thrown) {
    const failure = asFailure(thrown);
    failed(failure);
    write("end", { exit: exitCodeOf(failure.code) });
    throw failure;
  }
}

type Write = (type: "start" | "plan" | "step" | "failure" | "end", facts: object) => void;

function openReport({ cwd }: CommandContext, { report }: RecordOptions): Write {
  if (report === undefined) return () => undefined;
  const path = resolve(cwd, report);
  try {
    writeFileSync(path, "");
  } catch (thrown) {
    throw new Failure("usage.invalid", `${path} cannot be written`, {
      fix: "Pass --report with a file in a folder that this user may write to.",
      cause: thrown,
    });
  }
  return (type, facts) => {
    appendFileSync(path, `${JSON.stringify({ v: 1, type, at: new Date().toISOString(), ...facts })}\n`);
  };
}

const lineOf = ({ action, kind, key, id, fields }: Plan["steps"][number]) => ({
  action,
  kind,
  key,
  id,
  fields: fields.map(({ path, drift }) => ({ path, drift })),
});
