import { eachCase, type Operation } from "../../app/operate/operate.ts";
import type { Case } from "../../domain/case.ts";
import { caseQueryOf } from "../case-query.ts";
import { caseAsData, changeAsData, fileAsData } from "../format/case.ts";
import type { Action, CasesExportOptions } from "../command.ts";
import { csvLine } from "../format/csv.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";

/** Everything that fits, as a table or as data; a page of it is in memory at a time. */
export const casesExport: Action<CasesExportOptions> = async (context, options) => {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const asJson = options.format === "json" || options.json;
  if (!asJson) terminal.data(csvLine(COLUMNS));
  for await (const one of eachCase(operation, caseQueryOf(options), Number.POSITIVE_INFINITY)) {
    context.signal.throwIfAborted();
    if (asJson) terminal.json(await withHistory(operation, one, options.showText));
    else terminal.data(csvLine(rowOf(one, options.showText)));
  }
  return EXIT.done;
};

async function withHistory(operation: Operation, { number }: Case, showText: boolean): Promise<unknown> {
  const file = await operation.showCase(number);
  const history = file.history.map((change) => changeAsData(change, showText));
  const files = file.files.map((one) => fileAsData(one, showText));
  return { ...caseAsData(file.case, showText), history, files };
}

const COLUMNS = [
  "number",
  "kind",
  "status",
  "priority",
  "title",
  "description",
  "member",
  "language",
  "assignee",
  "tags",
  "conversations",
  "reporters",
  "duplicate_of",
  "score",
  "comment",
  "opened_at",
  "changed_at",
  "resolved_at",
  "closed_at",
  "first_answer_at",
  "first_answer_broken_at",
  "resolution_broken_at",
] as const;

function rowOf(found: Case, showText: boolean): readonly (string | number | null)[] {
  const data = caseAsData(found, showText);
  return [
    data.number,
    data.kind,
    data.status,
    data.priority,
    data.title,
    data.description,
    data.memberId,
    data.locale,
    data.assignee,
    data.tags.join(" "),
    data.conversations.join(" "),
    data.reporters.join(" "),
    data.duplicateOf,
    data.score,
    data.comment,
    data.openedAt,
    data.changedAt,
    data.resolvedAt,
    data.closedAt,
    data.firstAnswer.metAt,
    data.firstAnswer.brokenAt,
    data.resolution.brokenAt,
  ];
}
