import { appendFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Chalk } from "chalk";
import type { Failure } from "../../domain/failure.ts";
import type { Plan, PlanStep } from "../../provision/plan/shape.ts";
import type { CommandContext } from "../command.ts";
import { renderPlan } from "../format/plan.ts";

/** What a GitHub Actions run shows of us beside the log: notes on lines of the config, and the plan in its summary. */
export interface GithubRun {
  plan(plan: Plan): void;
  failure(failure: Failure): void;
}

/** Null outside GitHub Actions. Annotations go to stderr, which the runner reads as it reads stdout. */
export function openGithubRun({ env, cwd, terminal }: CommandContext): GithubRun | null {
  if (env["GITHUB_ACTIONS"] !== "true") return null;
  const workspace = env["GITHUB_WORKSPACE"] ?? cwd;
  const annotate = (level: "error" | "warning", text: string, place: Place | null) => {
    const properties = [
      ...(place === null
        ? []
        : [
            ["file", relative(workspace, resolve(cwd, place.file))],
            ["line", place.line],
            ["col", place.column],
          ]),
      ["title", "flexcord"],
    ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`]));
    terminal.say(`::${level} ${properties.join(",")}::${escapeText(text)}`);
  };
  return {
    plan(plan) {
      for (const step of plan.steps) {
        const warning = warningOf(step);
        if (warning !== null) annotate("warning", warning, step.origin);
      }
      const summary = env["GITHUB_STEP_SUMMARY"];
      if (summary === undefined || summary === "") return;
      const text = renderPlan(plan, new Chalk({ level: 0 }));
      appendFileSync(summary, `### flexcord: ${plan.env}\n\n\`\`\`text\n${text}\n\`\`\`\n`);
    },
    failure({ message, fix, code }) {
      const placed = message.split("\n").flatMap(placeIn);
      for (const { text, place } of placed) annotate("error", text, place);
      if (placed.length === 0) annotate("error", `${message} ${fix ?? ""} [${code}]`, null);
    },
  };
}

interface Place {
  readonly file: string;
  readonly line: number | string;
  readonly column?: number | string | undefined;
}

/** Faults and refusals name their place first: `flexcord.yaml:4:3 discord.guild: found …`. */
function placeIn(line: string): readonly { readonly text: string; readonly place: Place }[] {
  const [, file, at, column, text] = /^\s*(\S+?):(\d+)(?::(\d+))?:? (.+)$/u.exec(line) ?? [];
  if (file === undefined || at === undefined || text === undefined) return [];
  return [{ text, place: { file, line: at, column } }];
}

/** What a reviewer should not overlook. */
function warningOf({ action, noun, key, fields }: PlanStep): string | null {
  if (action === "delete") return `${noun} ${key} will be deleted.`;
  const drifted = fields.filter(({ drift }) => drift).map(({ path }) => path);
  if (drifted.length === 0) return null;
  return `Somebody else changed ${drifted.join(", ")} of ${noun} ${key}; deploying changes it back.`;
}

const escapeText = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapeProperty = (text: string): string =>
  escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
