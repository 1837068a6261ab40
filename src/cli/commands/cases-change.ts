import { userInfo } from "node:os";
import type { Case, CaseAction } from "../../domain/case.ts";
import { Failure } from "../../domain/failure.ts";
import { caseAsData } from "../format/case.ts";
import type {
  Action,
  CaseChangeOptions,
  CasesAssignOptions,
  CasesCloseOptions,
  CasesNoteOptions,
  CasesSetOptions,
  CommandContext,
} from "../command.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";

export const casesAssign: Action<CasesAssignOptions> = (context, options) => {
  const name = options.operands[1]?.trim() ?? "";
  if ((name === "") !== options.nobody) {
    throw new Failure("usage.invalid", "It is not said whose the case is to be.", {
      fix: "Give a name, or --nobody.",
    });
  }
  return change(context, options, [{ do: "assign", to: options.nobody ? null : name }]);
};

export const casesSet: Action<CasesSetOptions> = (context, options) => {
  const { status, priority, title, description, tag, untag, duplicateOf } = options;
  const actions: readonly (CaseAction | null)[] = [
    title === undefined ? null : { do: "set-title", title },
    description === undefined ? null : { do: "set-description", description },
    priority === undefined ? null : { do: "set-priority", priority },
    tag.length + untag.length === 0 ? null : { do: "tag", add: tag, remove: untag },
    duplicateOf === undefined ? null : { do: "duplicate-of", number: duplicateOf },
    status === undefined ? null : { do: "set-status", status },
  ];
  const wanted = actions.filter((action) => action !== null);
  if (wanted.length > 0) return change(context, options, wanted);
  throw new Failure("usage.invalid", "Nothing was named that is to change.", {
    fix: "`flexcord cases set --help` lists what can be set.",
  });
};

export const casesNote: Action<CasesNoteOptions> = (context, options) => {
  const text = options.operands[1] ?? "";
  return change(context, options, [{ do: "note", text, ...(options.public ? { public: true } : {}) }]);
};

export const casesClose: Action<CasesCloseOptions> = (context, options) => {
  const { note, duplicateOf } = options;
  return change(context, options, [
    ...(note === undefined ? [] : [{ do: "note", text: note } as const]),
    ...(duplicateOf === undefined ? [] : [{ do: "duplicate-of", number: duplicateOf } as const]),
    { do: "set-status", status: "closed" },
  ]);
};

async function change(
  context: CommandContext,
  options: CaseChangeOptions,
  actions: readonly CaseAction[],
): Promise<ExitCode> {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const [number] = options.operands;
  const found = await operation.changeCase(number, actions, operatorOf(options));
  if (options.json) terminal.json(caseAsData(found, false));
  else terminal.say(told(found));
  return EXIT.done;
}

function told({ number, status, priority, assignee, duplicateOf }: Case): string {
  const whose = assignee === null ? "nobody's" : `${assignee}'s`;
  const instead = duplicateOf === null ? "" : `, a duplicate of ${duplicateOf}`;
  return `Case ${number} is ${status}, ${priority}, ${whose}${instead}.`;
}

/** Whoever sits at the machine, unless they say otherwise. Some accounts have no name. */
function operatorOf({ as }: CaseChangeOptions): string {
  const said = as?.trim() ?? "";
  if (said !== "") return said;
  try {
    return userInfo().username;
  } catch {
    return "operator";
  }
}
