import { requirePublicUrl } from "../../config/addresses.ts";
import { toBlueprint } from "../../config/blueprint.ts";
import type { Blueprint, ResourceKind } from "../../domain/blueprint.ts";
import type { Header, IdentityMap } from "../../provision/identity/identity-map.ts";
import type { Reading, Secrets, Side, StateStore, Target } from "../../provision/ports.ts";
import type { DeployOptions } from "./options.ts";
import { openState } from "../state/open-state.ts";
import { planSecrets } from "./plan-secrets.ts";
import { openTwilioClient } from "../twilio-client.ts";

/** What is described, what is known and what is there: all that a plan is made of. */
export interface World {
  readonly blueprint: Blueprint;
  readonly state: StateStore;
  /** Null when nothing was deployed yet. May belong to another server. */
  readonly known: IdentityMap | null;
  readonly header: Header;
  readonly sides: readonly Side[];
  readonly targets: readonly Target[];
  readonly readings: ReadonlyMap<ResourceKind, Reading>;
  readonly secrets: Secrets;
}

type ReadMap = () => Promise<IdentityMap | null>;

/** Reads the config's blueprint, the identity map and both vendors. `guard` may look after a map that cannot be read. */
export async function openWorld(
  options: DeployOptions,
  guard: (read: ReadMap) => ReturnType<ReadMap> = (read) => read(),
): Promise<World> {
  const { readIdentityMap } = await import("../../provision/identity/journal.ts");
  const { readAll } = await import("../../provision/read.ts");
  const blueprint = blueprintOf(options);
  const secrets = planSecrets(options.secrets.FLEXCORD_SECRET);
  const state = await openState(options);
  const known = await guard(() => readIdentityMap(state));
  const { sides, applicationId } = await openSides(options, secrets);
  const targets = sides.flatMap((side) => side.targets);

  // What the map knows decides only which details are fetched, so a foreign map does no harm before it is refused.
  const [readings, id] = await Promise.all([
    readAll(blueprint, known?.entries ?? [], targets),
    applicationId(),
  ]);
  const header = {
    env: options.config.environment,
    guildId: blueprint.guildId,
    applicationId: id,
    accountSid: options.secrets.TWILIO_ACCOUNT_SID,
  };
  return { blueprint, state, known, header, sides, targets, readings, secrets };
}

function blueprintOf({ config, addresses, destroy = false }: DeployOptions): Blueprint {
  const { settings, environment } = config;
  if (!destroy) return toBlueprint(config, { publicUrl: requirePublicUrl(addresses) });
  const { guild: guildId, ignore } = settings.discord;
  return { environment, project: settings.project, guildId, resources: [], ignore };
}

async function openSides(
  { config, secrets, addresses, version, clock }: DeployOptions,
  planned: Secrets,
): Promise<{ readonly sides: readonly Side[]; readonly applicationId: () => Promise<string> }> {
  const [{ createParallelRest }, { createDiscordSide }, client, { createTwilioSide }] = await Promise.all([
    import("../../discord/rest/parallel-rest.ts"),
    import("../../discord/targets/discord-side.ts"),
    openTwilioClient({ secrets, addresses, version }),
    import("../../twilio/targets/twilio-side.ts"),
  ]);
  const rest = createParallelRest({
    token: secrets.DISCORD_TOKEN,
    api: addresses.discordApi,
    userAgentAppendix: `flexcord/${version}`,
    clock,
  });
  const discord = createDiscordSide({
    rest,
    guildId: config.settings.discord.guild,
    reason: `flexcord deploy of ${config.settings.project} (${config.environment})`,
  });
  const twilio = createTwilioSide({ client, mask: (text) => ({ masked: planned.digest(text) }) });
  return { sides: [discord, twilio], applicationId: () => discord.applicationId() };
}
