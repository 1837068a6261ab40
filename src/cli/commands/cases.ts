import { eachCase } from "../../app/operate/operate.ts";
import type { CaseFigures } from "../../operator/cases.ts";
import { caseQueryOf } from "../case-query.ts";
import { caseAsData, changeAsData, fileAsData, renderCase, renderCaseFile } from "../format/case.ts";
import type { Action, CasesListOptions, CasesShowOptions, CasesStatsOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";

/** The newest cases that fit; see docs/commands/cases.md. */
export const casesList: Action<CasesListOptions> = async (context, options) => {
  const { terminal } = context;
  const { showText } = options;
  using operation = await openDeployment(context, options);
  let found = 0;
  for await (const one of eachCase(operation, caseQueryOf(options), options.lines)) {
    found += 1;
    if (options.json) terminal.json(caseAsData(one, showText));
    else terminal.data(renderCase(one, { style: terminal.dataStyle, showText }));
  }
  if (found === 0) terminal.say("No case fits.");
  return EXIT.done;
};

export const casesShow: Action<CasesShowOptions> = async (context, options) => {
  const { terminal } = context;
  const { showText } = options;
  using operation = await openDeployment(context, options);
  const file = await operation.showCase(options.operands[0]);
  if (options.json) {
    const history = file.history.map((change) => changeAsData(change, showText));
    const files = file.files.map((one) => fileAsData(one, showText));
    terminal.json({ ...caseAsData(file.case, showText), history, files });
  } else terminal.data(renderCaseFile(file, { style: terminal.dataStyle, showText }));
  return EXIT.done;
};

export const casesStats: Action<CasesStatsOptions> = async (context, options) => {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const figures = await operation.caseFigures(options.since ?? 0);
  if (options.json) terminal.json({ version: 1, ...figures, averageScore: average(figures) });
  else terminal.data(render(figures));
  return EXIT.done;
};

function render(figures: CaseFigures): string {
  const { opened, byStatus, byKind, scores, brokenFirstAnswer, brokenResolution } = figures;
  const rated = scores.reduce((sum, count) => sum + count, 0);
  const mean = average(figures);
  return [
    `opened    ${opened}`,
    `status    ${list(byStatus)}`,
    `kind      ${list(byKind)}`,
    `broken    first answer ${brokenFirstAnswer}, solution ${brokenResolution}`,
    `rated     ${rated}${mean === null ? "" : `, ${mean.toFixed(2)} of 5 on average`}`,
  ].join("\n");
}

function list(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

function average({ scores }: CaseFigures): number | null {
  const rated = scores.reduce((sum, count) => sum + count, 0);
  if (rated === 0) return null;
  return scores.reduce((sum, count, index) => sum + count * (index + 1), 0) / rated;
}
