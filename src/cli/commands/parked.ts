import type { ChalkInstance } from "chalk";
import type { ParkedItem } from "../../operator/advice.ts";
import type { Action, ParkedOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../format/log.ts";
import { openDeployment } from "../operate-options.ts";
import { age } from "../format/when.ts";

/** What was given up and waits for somebody. */
export const parked: Action<ParkedOptions> = async (context, options) => {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const items = await operation.parked();
  if (options.json) terminal.json({ version: 1, parked: items.map(asData) });
  else for (const item of items) terminal.data(render(item, terminal.dataStyle));
  if (items.length === 0) terminal.say("Nothing is parked.");
  return EXIT.done;
};

function render(item: ParkedItem, style: ChalkInstance): string {
  const name = item.memberName === null ? item.memberId : printable(item.memberName);
  const about = item.case === null ? "" : `, case ${item.case}`;
  return [
    `${style.bold(`e${item.effectId}`)} of ${item.message}: ${item.kind} to the ${item.to}, ${name}${about}`,
    `  since   ${age(Date.now() - item.parkedAt)}, after ${item.attempts} ${item.attempts === 1 ? "try" : "tries"}`,
    `  why     ${printable(item.why)} ${style.dim(`[${item.code}]`)}`,
    `  to do   ${item.advice}`,
  ].join("\n");
}

const asData = ({ decidedAt, parkedAt, effectId, ...rest }: ParkedItem) => ({
  id: `e${effectId}`,
  ...rest,
  decidedAt: new Date(decidedAt).toISOString(),
  parkedAt: new Date(parkedAt).toISOString(),
});
