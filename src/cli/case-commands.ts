import { type Command, InvalidArgumentError, Option } from "commander";
import { caseKinds, casePriorities, type CaseStatus, caseStatuses } from "../domain/case.ts";
import type { CaseNumber } from "../domain/ids.ts";
import type {
  CasesAssignOptions,
  CasesCloseOptions,
  CasesNoteOptions,
  CasesExportOptions,
  CasesListOptions,
  CasesSetOptions,
  CasesShowOptions,
  CasesStatsOptions,
} from "./command.ts";
import { count, withConfig, withJson, withRemote, words, type Bind } from "./flags.ts";
import { moment } from "./format/when.ts";

const loadChanges = () => import("./commands/cases-change.ts");

/** Members' problems: found, followed and solved from a terminal. */
export function addCaseCommands(program: Command, bind: Bind): void {
  const cases = program.command("cases").description("find, follow and settle members' cases");
  const add = (name: string, description: string) =>
    withRemote(withJson(withConfig(cases.command(name).description(description))));
  bind<CasesListOptions>(
    withFilter(add("list", "list cases, the newest first")).option(
      "-n, --lines <count>",
      "how many at most",
      count,
      50,
    ),
    async () => (await import("./commands/cases.ts")).casesList,
  );
  bind<CasesShowOptions>(
    withShowText(withNumber(add("show", "show one case and all that happened to it"))),
    async () => (await import("./commands/cases.ts")).casesShow,
  );
  addChanges(add, bind);
  bind<CasesExportOptions>(
    withFilter(add("export", "write cases to stdout for another program")).addOption(
      new Option("--format <format>", "a table, or data with each case's history")
        .choices(["csv", "json"])
        .default("csv"),
    ),
    async () => (await import("./commands/cases-export.ts")).casesExport,
  );
  bind<CasesStatsOptions>(
    add("stats", "count cases, broken promises and ratings").option(
      "--since <time>",
      "of cases opened from then on: 15m, 2h, 3d ago, or a time; all when left out",
      moment,
    ),
    async () => (await import("./commands/cases.ts")).casesStats,
  );
}

type Add = (name: string, description: string) => Command;

function addChanges(add: Add, bind: Bind): void {
  bind<CasesAssignOptions>(
    withActor(withNumber(add("assign", "say whose a case is")))
      .argument("[name]", "a name that the staff knows")
      .option("--nobody", "nobody's", false),
    async () => (await loadChanges()).casesAssign,
  );
  bind<CasesSetOptions>(
    withActor(withNumber(add("set", "change what a case says")))
      .addOption(new Option("--status <status>", "where it stands").choices(caseStatuses))
      .addOption(new Option("--priority <priority>", "how urgent it is").choices(casePriorities))
      .option("--title <text>", "its title")
      .option("--description <text>", "its description")
      .option("--tag <tag>", "add a tag; may be given again", gathered, [])
      .option("--untag <tag>", "take a tag away; may be given again", gathered, [])
      .option("--duplicate-of <number>", "the case that goes on in its place", caseNumber),
    async () => (await loadChanges()).casesSet,
  );
  bind<CasesNoteOptions>(
    withActor(withNumber(add("note", "write a note that only staff reads")))
      .argument("<text>", "the note")
      .option("--public", "a note that trackers show too", false),
    async () => (await loadChanges()).casesNote,
  );
  bind<CasesCloseOptions>(
    withActor(withNumber(add("close", "close a case for good")))
      .option("--note <text>", "a last note that only staff reads")
      .option("--duplicate-of <number>", "the case that goes on in its place", caseNumber),
    async () => (await loadChanges()).casesClose,
  );
}

function withFilter(command: Command): Command {
  return withShowText(command)
    .addOption(
      new Option("--status <status>", "cases that stand so; may be given again")
        .argParser(statusAdded)
        .default([], "all"),
    )
    .addOption(new Option("--kind <kind>", "cases that were brought about so").choices(caseKinds))
    .addOption(new Option("--priority <priority>", "cases of this priority").choices(casePriorities))
    .option("--assignee <name>", "cases of this member of the staff")
    .option("--tag <tag>", "cases with this tag")
    .option("--about <what>", "cases of a member, as @id or @name, or of a conversation")
    .option("--since <time>", "opened from then on: 15m, 2h, 3d ago, or a time", moment)
    .option(
      "--grep <words>",
      "cases that hold all of these words, in title, description, notes or what was said; or a case's number",
      words,
    );
}

function withNumber(command: Command): Command {
  return command.argument("<number>", "the case's number", caseNumber);
}

function withActor(command: Command): Command {
  return command.option(
    "--as <name>",
    "who does it, for the history; the name of this machine's user by default",
  );
}

function withShowText(command: Command): Command {
  return command.option("--show-text", "show what was written, not only its length", false);
}

function caseNumber(text: string): CaseNumber {
  const number = Number(/^#?(\d{1,12})$/u.exec(text)?.[1] ?? Number.NaN);
  if (Number.isSafeInteger(number) && number > 0) return number as CaseNumber;
  throw new InvalidArgumentError("It has to be the number of a case, such as 12.");
}

function gathered(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}

function statusAdded(text: string, before: readonly CaseStatus[]): readonly CaseStatus[] {
  const status = caseStatuses.find((one) => one === text);
  if (status === undefined) throw new InvalidArgumentError(`Allowed choices are ${caseStatuses.join(", ")}.`);
  return [...before, status];
}
