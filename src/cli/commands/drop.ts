import { Failure } from "../../domain/failure.ts";
import type { Action, DropOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";

/** Gives one delivery up for good, and writes down why. */
export const drop: Action<DropOptions> = async (context, options) => {
  const { terminal } = context;
  const [typed = ""] = options.operands;
  const effectId = Number(/^(?:m\d+\.)?e(\d{1,15})$/u.exec(typed)?.[1]);
  if (Number.isNaN(effectId)) {
    throw new Failure("usage.invalid", `${JSON.stringify(typed)} names no delivery.`, {
      fix: "Name one as `flexcord parked` lists them, such as e45.",
    });
  }
  using operation = await openDeployment(context, options);
  if (!(await operation.drop(effectId, `dropped by an operator: ${options.reason}`))) {
    throw new Failure(
      "usage.invalid",
      `e${effectId} is neither waiting nor parked; there is nothing to drop.`,
      {
        fix: "`flexcord parked` lists what can be dropped.",
      },
    );
  }
  if (options.json) terminal.json({ version: 1, dropped: `e${effectId}` });
  else terminal.say(`Dropped e${effectId}.`);
  return EXIT.done;
};
