import { readFile } from "node:fs/promises";

import { toBlueprint } from "../../config/blueprint.ts";
import { describeFault, failureOf } from "../../config/fault.ts";
import { withLayout } from "../../config/layout.ts";
import { checkConfigText, type ConfigSource } from "../../config/load.ts";
import type { Config } from "../../config/config.ts";
import type { IdentityMap } from "../../provision/identity/identity-map.ts";
import type { PlanStep } from "../../provision/plan/shape.ts";
import type { Found } from "../../provision/ports.ts";
import type { DeployOptions } from "../deploy/deploy.ts";
import { writeTogether } from "../init/new-files.ts";
import { openWorld, type World } from "../deploy/open-world.ts";
import { isSingle, keyed, layoutOf, SECTIONS, type Item, type LayoutKind } from "./found-layout.ts";

export interface PullOptions extends DeployOptions {
  readonly source: ConfigSource;
}

/** Something of the server that the config cannot say, and why. */
export interface LeftOut {
  readonly kind: LayoutKind;
  readonly name: string;
  readonly id: string;
  readonly why: string;
}

export interface Pulled {
  /** The config file as it would be. */
  readonly text: string;
  readonly counts: Readonly<Record<(typeof SECTIONS)[LayoutKind], number>>;
  readonly leftOut: readonly LeftOut[];
  /** Writes the config, and into the identity map that what it describes is ours. */
  keep(signal: AbortSignal): Promise<void>;
}

/**
 * Reads the server's roles, channels, commands, AutoMod rules and what newcomers see, and says them as the config
 * would, so that planning it finds nothing to do: what would differ is left out and named. Writes nothing yet. "config.invalid" when
 * another part of the config rests on what would no longer be described.
 */
export async function pullLayout(options: PullOptions): Promise<Pulled> {
  const addresses = {
    ...options.addresses,
    publicUrl: options.addresses.publicUrl ?? "https://flexcord.invalid",
  };
  const world = await openWorld({ ...options, addresses });
  const before = await readFile(options.source.file, "utf8");
  const found = await Promise.all(
    KINDS.map(async (kind) => keyed(kind, await readKind(world, kind), world.known)),
  );
  const leftOut: LeftOut[] = [];
  for (let items = found.flat(); ;) {
    const text = withLayout(before, layoutOf(items));
    const { planned, unfit } = await tryOut(text, items, world, options.source);
    if (planned === null || unfit.size > 0) {
      leftOut.push(
        ...items.filter((item) => unfit.has(item)).map((item) => leave(item, unfit.get(item) ?? "")),
      );
      items = items.filter((item) => !unfit.has(item));
      continue;
    }
    return {
      text,
      counts: countsOf(items),
      leftOut,
      keep: (signal) => keep(options, text, stepsOf(items, planned), world, signal),
    };
  }
}

const KINDS = Object.keys(SECTIONS) as readonly LayoutKind[];

/** As if there were things that nobody describes any more: so all of a kind is read, wherever it is. */
const EVERYTHING = { resources: [], knownIds: new Set<string>(), hasOrphans: true };

async function readKind({ targets }: World, kind: LayoutKind): Promise<readonly Found[]> {
  const target = targets.find((one) => one.kind === kind);
  const { found = [] } = (await target?.read(EVERYTHING)) ?? {};
  // Of what is always there only what somebody has filled says something; nor is anything of Discord's own.
  return isSingle(kind)
    ? found.filter(({ fields }) => target?.owns(fields, fields) === false)
    : found.filter(({ background }) => background !== true);
}

/** What the config says of the things that were found; what else it describes is still to be made. */
function stepsOf(items: readonly Item[], steps: readonly PlanStep[]): readonly PlanStep[] {
  return steps.filter((step) => items.some(({ kind, key }) => kind === step.kind && key === step.key));
}

const leave = ({ kind, found }: Item, why: string): LeftOut => ({
  kind,
  name: found.name,
  id: found.id,
  why,
});

interface Trial {
  /** The steps of the layout; null when the config is not right. */
  readonly planned: readonly PlanStep[] | null;
  /** What cannot be said, with the reason. */
  readonly unfit: ReadonlyMap<Item, string>;
}

/** Checks the text as a config, and plans it as if what it describes were ours already. */
async function tryOut(
  text: string,
  items: readonly Item[],
  world: World,
  source: ConfigSource,
): Promise<Trial> {
  const { config, faults } = checkConfigText(source, text);
  if (config !== null) return planOut(config, items, world);
  const unfit = new Map<Item, string>();
  for (const fault of faults) {
    const path = fault.origin.path.split(".");
    const culprit = items.find(
      ({ kind, key }) => path[1] === SECTIONS[kind] && (isSingle(kind) || path[2] === key),
    );
    if (culprit !== undefined) unfit.set(culprit, describeFault(fault).replace(/^[^ ]+ [^ ]+ /u, ""));
  }
  // What else the file says rests on what is no longer there: that is for its author to mend.
  if (unfit.size === 0) throw failureOf(source.file, faults);
  return { planned: null, unfit };
}

async function planOut(config: Config, items: readonly Item[], world: World): Promise<Trial> {
  const { emptyIdentityMap } = await import("../../provision/identity/identity-map.ts");
  const { makePlan } = await import("../../provision/plan/plan.ts");
  const { header, readings, secrets } = world;
  const targets = world.targets.filter(({ kind }) => isLayout(kind));
  const fresh = new Map(readings);
  for (const target of targets) {
    fresh.set(target.kind, await target.read(EVERYTHING));
  }
  const blueprint = toBlueprint(config, { publicUrl: "https://flexcord.invalid" });
  const resources = blueprint.resources.filter(({ kind }) => isLayout(kind));
  const entries = items.map(({ kind, key, found }) => ({
    kind,
    key,
    id: found.id,
    protected: resources.some((one) => one.kind === kind && one.key === key && one.protected),
    applied: {},
  }));
  const map: IdentityMap = { ...emptyIdentityMap(header), entries };
  const plan = makePlan({
    blueprint: { ...blueprint, resources },
    header,
    map,
    targets,
    readings: fresh,
    secrets,
    adopt: false,
  });
  const unfit = new Map<Item, string>();
  for (const { action, kind, key, fields } of plan.steps) {
    const item = items.find((one) => one.kind === kind && one.key === key);
    if (action === "keep" || action === "order" || item === undefined) continue;
    unfit.set(
      item,
      `a deploy would change its ${[...new Set(fields.map(({ path }) => path.split(".")[0]))].join(", ")}`,
    );
  }
  return { planned: plan.steps, unfit };
}

const isLayout = (kind: string): kind is LayoutKind => Object.hasOwn(SECTIONS, kind);

function countsOf(items: readonly Item[]): Pulled["counts"] {
  const count = (kind: LayoutKind) => items.filter((item) => item.kind === kind).length;
  return {
    roles: count("discord.role"),
    categories: count("discord.category"),
    channels: count("discord.channel"),
    commands: count("discord.command"),
    automod: count("discord.automod"),
    welcomeScreen: count("discord.welcome-screen"),
    onboarding: count("discord.onboarding"),
  };
}

/** The config first: a map that knows more than the config describes is harmless, and so is the other way round. */
async function keep(
  { source }: PullOptions,
  text: string,
  steps: readonly PlanStep[],
  { state, known, header, secrets }: World,
  signal: AbortSignal,
): Promise<void> {
  const { openIdentityJournal } = await import("../../provision/identity/journal.ts");
  const { emptyIdentityMap, requireHeader, withIdentity } =
    await import("../../provision/identity/identity-map.ts");
  const { identityOf } = await import("../../provision/identity/identity-of.ts");
  if (known !== null) requireHeader(known, header, state.place);
  await using closing = new AsyncDisposableStack();
  closing.defer(await state.lock());
  const journal = await openIdentityJournal(state, known ?? emptyIdentityMap(header));
  await writeTogether([{ path: source.file, text, mode: 0o644 }], signal);
  await journal.record((map) =>
    steps.reduce(
      (grown, step) => (step.id === null ? grown : withIdentity(grown, identityOf(step, step.id, secrets))),
      map,
    ),
  );
}
