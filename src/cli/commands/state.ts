import {
  entryOf,
  planRebuild,
  readState,
  removeFromState,
  requireKnown,
  unlockState,
  writeRebuilt,
} from "../../app/state/state.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, CommandContext, StateOptions, StateWriteOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT } from "../exit.ts";
import { confirm } from "../terminal/prompt.ts";

/** Every thing that the identity map knows. */
export const stateList: Action<StateOptions> = async (context, options) => {
  const { terminal } = context;
  const { place, map } = await readState(deployOptions(context, { ...options, adopt: false }));
  if (options.json) {
    terminal.json({ version: 1, place, map });
    return EXIT.done;
  }
  for (const { kind, key, id, protected: kept, managed } of map.entries) {
    const marks = [...(kept ? ["protected"] : []), ...(managed === undefined ? [] : [managed])];
    terminal.data([kind, key, id, ...marks].join("  "));
  }
  for (const { kind, key } of map.pending) terminal.data(`${kind}  ${key}  being made`);
  return EXIT.done;
};

/** One thing, with all that is remembered of it. */
export const stateShow: Action<StateOptions> = async (context, options) => {
  const [kind, key] = thingIn(options);
  const { map } = await readState(deployOptions(context, { ...options, adopt: false }));
  const entry = entryOf(map, kind, key);
  if (options.json) context.terminal.json({ version: 1, entry });
  else context.terminal.data(JSON.stringify(entry, null, 2));
  return EXIT.done;
};

/** Forgets one thing; it stays where it is, and is no longer ours. */
export const stateRm: Action<StateWriteOptions> = async (context, options) => {
  const [kind, key] = thingIn(options);
  const deploying = deployOptions(context, { ...options, adopt: false });
  await requireKnown(deploying, kind, key);
  await consent(context, options, `Forget ${kind} ${key} of ${options.env}? It stays where it is.`);
  await removeFromState(deploying, kind, key);
  if (options.json) context.terminal.json({ version: 1, forgotten: { kind, key } });
  else context.terminal.say(`${kind} ${key} is no longer known.`);
  return EXIT.done;
};

/** Finds by mark and by name again what was deployed, and writes the identity map anew. */
export const stateRebuild: Action<StateWriteOptions> = async (context, options) => {
  const { terminal } = context;
  const deploying = deployOptions(context, { ...options, adopt: false });
  const rebuilt = await planRebuild(deploying);
  const { map, missing, doubts } = rebuilt;
  for (const { noun, key } of missing) terminal.say(`not found: ${noun} ${key}`);
  for (const doubt of doubts) terminal.warn(doubt);
  await consent(
    context,
    options,
    `Replace the identity map of ${options.env} with ${map.entries.length} things found?`,
  );
  const place = await writeRebuilt(deploying, rebuilt);
  if (options.json) terminal.json({ version: 1, place, found: map.entries.length, missing, doubts });
  else terminal.say(`${place} holds ${map.entries.length} things.`);
  return doubts.length > 0 ? EXIT.conflict : EXIT.done;
};

/** Takes the lock away from a deploy that is gone. */
export const stateUnlock: Action<StateWriteOptions> = async (context, options) => {
  await consent(context, options, `Let others deploy to ${options.env}? Be sure that nobody does right now.`);
  const holder = await unlockState(deployOptions(context, { ...options, adopt: false }));
  if (options.json) context.terminal.json({ version: 1, holder });
  else context.terminal.say(holder === null ? "Nobody held the lock." : `The lock of ${holder} is gone.`);
  return EXIT.done;
};

function thingIn({ operands }: StateOptions): readonly [string, string] {
  const [kind, key] = operands;
  return [String(kind), String(key)];
}

async function consent(
  { terminal, signal }: CommandContext,
  { yes }: StateWriteOptions,
  message: string,
): Promise<void> {
  if (yes || (await confirm(terminal, { message, flag: "--yes" }, signal))) return;
  throw new Failure("run.interrupted", "Nothing was changed.");
}
