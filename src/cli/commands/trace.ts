import type { ChalkInstance } from "chalk";
import type { Trace } from "../../operator/trace.ts";
import type { Action, TraceOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { lineAsData, printable, renderLine } from "../format/log.ts";
import { openDeployment } from "../operate-options.ts";

/** One message's whole way, step by step. */
export const trace: Action<TraceOptions> = async (context, options) => {
  const { terminal } = context;
  const { showText } = options;
  using operation = await openDeployment(context, options);
  const found = await operation.trace(options.operands[0] ?? "");
  if (options.json) {
    const { lines, steps, ...rest } = found;
    terminal.json({
      version: 1,
      ...rest,
      steps: steps.map((step) => ({ ...step, time: new Date(step.time).toISOString() })),
      lines: lines.map((line) => lineAsData(line, showText)),
    });
    return EXIT.done;
  }
  const style = terminal.dataStyle;
  terminal.data(heading(found, style));
  for (const line of found.lines) terminal.data(renderLine(line, { style, showText }));
  terminal.data("");
  for (const step of stepsOf(found, style)) terminal.data(step);
  for (const missing of found.missing) terminal.warn(missing);
  return EXIT.done;
};

function heading(trace: Trace, style: ChalkInstance): string {
  const facts: readonly (readonly [string, string | number | null])[] = [
    ["member", trace.memberId],
    ["conversation", trace.conversation],
    ["on Twilio", trace.transportConversation],
    ["case", trace.case],
  ];
  const told = facts.flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]));
  return `${style.bold(trace.message)} ${told.join(", ")}`;
}

/** Each step with its distance from the first. */
function stepsOf({ steps }: Trace, style: ChalkInstance): readonly string[] {
  const began = steps[0]?.time ?? 0;
  return steps.map(({ time, what, remoteId, why }) => {
    const id = remoteId === null ? "" : ` ${style.dim(printable(remoteId))}`;
    const reason = why === null ? "" : ` (${printable(why)})`;
    return `${`+${time - began} ms`.padStart(12)}  ${what}${id}${reason}`;
  });
}
