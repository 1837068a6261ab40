import type { Found, Json, Target, Value } from "../../provision/ports.ts";
import { calling, type Account, type FlexConfiguration } from "./account.ts";

type Part = { readonly [key: string]: Value };

/**
 * Single settings of the Flex configuration, by Twilio's own names. Everything else in it belongs to others:
 * what is written is what was just read, with ours put in, because a setting is replaced as a whole
 * (assumed).
 */
export function flexConfigurationTarget(account: Account): Target {
  const write = async (fields: { readonly [field: string]: Json }): Promise<Found> => {
    const wanted = fields["settings"] as unknown as Part;
    const doing = "change the Flex configuration";
    const { configuration } = account.client.flexApi.v1;
    // Read anew: somebody may have changed it since the plan was made.
    const now = await calling(doing, () => configuration().fetch());
    const settings = Object.entries(wanted).map(([name, value]) => [
      name,
      merged(settingOf(now, name), value),
    ]);
    const body = { account_sid: now.accountSid, ...(Object.fromEntries(settings) as object) };
    const written = await calling(doing, () => configuration().update(body));
    return foundConfiguration(written, wanted);
  };
  return {
    kind: "twilio.flex-configuration",
    noun: "Flex configuration",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read({ resources }) {
      const configuration = await account.flexConfiguration();
      const wanted = (resources[0]?.spec["settings"] ?? {}) as Part;
      return {
        found: [foundConfiguration(configuration, wanted)],
        wanted: ({ spec }) => ({
          fields: { settings: spec["settings"] ?? {} },
          name: "Flex configuration",
          notes: [],
        }),
      };
    },
    // An account has one.
    alike: () => true,
    owns: () => true,
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    stays: "what the settings were before nobody remembers, and agents may work with them",
  };
}

function foundConfiguration(configuration: FlexConfiguration, wanted: Part): Found {
  const settings = Object.entries(wanted).map(([name, value]) => [
    name,
    shown(settingOf(configuration, name), value),
  ]);
  return {
    id: configuration.flexInstanceSid,
    name: "Flex configuration",
    createdAt: null,
    fields: { settings: Object.fromEntries(settings) as Value },
    background: true,
  };
}

/** The library spells `ui_attributes` as `uiAttributes`, and leaves what is in it alone. */
function settingOf(configuration: FlexConfiguration, name: string): Value {
  const property = name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return (Reflect.get(configuration, property) as Value | undefined) ?? null;
}

/** Of what is there only what is spoken of. */
function shown(found: Value, wanted: Value): Value {
  if (!isPart(wanted) || !isPart(found)) return found;
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => [name, shown(found[name] ?? null, value)]),
  );
}

function merged(found: Value, wanted: Value): Value {
  if (!isPart(wanted) || !isPart(found)) return wanted;
  const ours = Object.entries(wanted).map(([name, value]) => [name, merged(found[name] ?? null, value)]);
  return { ...found, ...(Object.fromEntries(ours) as Part) };
}

function isPart(value: Value): value is Part {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
