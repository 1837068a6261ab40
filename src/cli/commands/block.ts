import type { Block } from "../../domain/block.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, BlockOptions, RemoteOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../format/log.ts";
import { openDeployment } from "../operate-options.ts";

/** Keeps a member out until then, or until they are let in again. */
export const block: Action<BlockOptions> = async (context, options) => {
  const { terminal } = context;
  const { reason, until } = options;
  using operation = await openDeployment(context, options);
  const [who = ""] = options.operands;
  const made = await operation.block(who, { reason, until: until ?? null });
  if (options.json) terminal.json({ version: 1, blocked: asData(made) });
  else terminal.say(`Blocked ${told(made)}.`);
  return EXIT.done;
};

export const unblock: Action<RemoteOptions> = async (context, options) => {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const [who = ""] = options.operands;
  if (!(await operation.unblock(who))) {
    throw new Failure("usage.invalid", `${who} is not blocked.`, {
      fix: "`flexcord blocked` lists who is.",
    });
  }
  if (options.json) terminal.json({ version: 1, unblocked: who });
  else terminal.say(`${who} is blocked no more.`);
  return EXIT.done;
};

export const blocked: Action<RemoteOptions> = async (context, options) => {
  const { terminal } = context;
  using operation = await openDeployment(context, options);
  const all = await operation.blocked();
  const now = Date.now();
  const lasting = all.filter(({ until }) => until === null || until > now);
  if (options.json) terminal.json({ version: 1, blocked: lasting.map(asData) });
  else if (lasting.length === 0) terminal.say("Nobody is blocked.");
  else for (const one of lasting) terminal.data(`${told(one)}: ${printable(one.reason)}`);
  return EXIT.done;
};

function told({ memberId, until }: Block): string {
  return until === null ? `@${memberId} for good` : `@${memberId} until ${new Date(until).toISOString()}`;
}

const asData = ({ memberId, reason, since, until }: Block) => ({
  memberId,
  reason,
  since: new Date(since).toISOString(),
  until: until === null ? null : new Date(until).toISOString(),
});
