import { standardCommands } from "../../config/blueprint/discord.ts";
import { keyFor, type Layout } from "../../config/layout.ts";
import type { ResourceKind } from "../../domain/blueprint.ts";
import type { IdentityMap } from "../../provision/identity/identity-map.ts";
import type { Fields, Found, Value } from "../../provision/ports.ts";
import { saidCommand, saidOnboarding, saidRule, saidWelcomeScreen } from "./found-rules.ts";

export const SECTIONS = {
  "discord.role": "roles",
  "discord.category": "categories",
  "discord.channel": "channels",
  "discord.command": "commands",
  "discord.automod": "automod",
  "discord.welcome-screen": "welcomeScreen",
  "discord.onboarding": "onboarding",
} as const satisfies Partial<Record<ResourceKind, keyof Layout>>;

export type LayoutKind = keyof typeof SECTIONS;

/** Kinds of which a server has one each, under a key that the file does not name. */
const SINGLE: Partial<Readonly<Record<LayoutKind, string>>> = {
  "discord.welcome-screen": "server",
  "discord.onboarding": "server",
};

export const isSingle = (kind: LayoutKind): boolean => SINGLE[kind] !== undefined;

/** A thing of the server and the key it is to have in the config. */
export interface Item {
  readonly kind: LayoutKind;
  readonly key: string;
  readonly found: Found;
}

/** Words that permissions use for themselves. */
const RESERVED = ["everyone", "bot"];

/** Everything found, top to bottom, with the key that the identity map knows it by or a new one. */
export function keyed(kind: LayoutKind, found: readonly Found[], map: IdentityMap | null): readonly Item[] {
  const known = new Map(
    (map?.entries ?? []).filter((entry) => entry.kind === kind).map(({ id, key }) => [id, key]),
  );
  const taken = new Set([...RESERVED, ...known.values()]);
  const inOrder = found.toSorted((one, other) => (one.place?.rank ?? 0) - (other.place?.rank ?? 0));
  return inOrder.map((item) => {
    const key = known.get(item.id) ?? SINGLE[kind] ?? keyFor(item.name, kind.slice("discord.".length), taken);
    taken.add(key);
    return { kind, key, found: item };
  });
}

/** The items as the config says them; what is as usual is left out. */
export function layoutOf(items: readonly Item[]): Layout {
  const keys = new Map(items.map(({ kind, key, found }) => [`${kind}:${found.id}`, key]));
  const rules = new Map(
    items.map(({ kind, found }) => [`${kind}:${found.id}`, rulesOf(found.fields["overwrites"], keys)]),
  );
  const section = (kind: LayoutKind) =>
    Object.fromEntries(
      items
        .filter((item) => item.kind === kind)
        .map(({ key, found }) => {
          const above = remoteName(found.fields["category"]);
          const own = rules.get(`${kind}:${found.id}`) ?? {};
          const permissions = over(above === null ? {} : (rules.get(above) ?? {}), own);
          const category = above === null ? {} : { category: keys.get(above) ?? above };
          const { overwrites: _, category: __, name, tags, ...plain } = found.fields;
          const rest = { ...plain, tags: tagsOf(tags) };
          return [
            key,
            {
              ...(name === key ? {} : { name }),
              ...category,
              ...withoutUsual(rest),
              ...withoutUsual({ permissions }),
            },
          ];
        }),
    );
  return {
    roles: section("discord.role"),
    categories: section("discord.category"),
    channels: section("discord.channel"),
    ...rulesAndWords(items, keys),
  };
}

/** What is said beside roles and channels; a section of which nothing was found stays as the file has it. */
function rulesAndWords(items: readonly Item[], keys: ReadonlyMap<string, string>): Partial<Layout> {
  const keyOf = (reference: Value | undefined): string | null => {
    const remote = remoteName(reference);
    return remote === null ? null : (keys.get(remote) ?? remote);
  };
  const of = (kind: LayoutKind) => items.filter((item) => item.kind === kind);
  const section = (kind: LayoutKind, say: (key: string, fields: Fields) => Fields) => {
    const said = of(kind)
      .map(({ key, found }) => [key, say(key, found.fields)] as const)
      .filter(([key, fields]) => !isTakenForGranted(kind, key, fields));
    return said.length === 0 ? {} : { [SECTIONS[kind]]: Object.fromEntries(said) };
  };
  const single = (kind: LayoutKind, say: (fields: Fields, key: typeof keyOf) => Fields) => {
    const [only] = of(kind);
    return only === undefined ? {} : { [SECTIONS[kind]]: say(only.found.fields, keyOf) };
  };
  return {
    ...section("discord.command", (key, fields) => saidCommand(key, fields, standardCommands.get(key))),
    ...section("discord.automod", (key, fields) => saidRule(key, fields, keyOf)),
    ...single("discord.welcome-screen", saidWelcomeScreen),
    ...single("discord.onboarding", saidOnboarding),
  };
}

/** A command that every config has, when there is nothing else to say of it. */
function isTakenForGranted(kind: LayoutKind, key: string, said: Fields): boolean {
  return kind === "discord.command" && standardCommands.has(key) && Object.keys(said).length === 0;
}

interface Rule {
  readonly allow?: Value;
  readonly deny?: Value;
}

type Rules = Readonly<Record<string, Rule>>;

/** By the role's key; what has none keeps a name that the config's own check will point at. */
function rulesOf(overwrites: Value | undefined, keys: ReadonlyMap<string, string>): Rules {
  const list = (overwrites ?? []) as readonly Fields[];
  return Object.fromEntries(
    list.map(({ target = null, allow = [], deny = [] }) => {
      const remote = remoteName(target);
      const name = remote === null ? (target as string) : (keys.get(remote) ?? remote);
      return [name, withoutUsual({ allow, deny })];
    }),
  );
}

/** What a channel has to say beside its category, which counts for every target the channel does not name. */
function over(category: Rules, own: Rules): Rules {
  const targets = new Set([...Object.keys(category), ...Object.keys(own)]);
  return Object.fromEntries(
    [...targets]
      .filter((target) => JSON.stringify(category[target]) !== JSON.stringify(own[target]))
      .map((target) => [target, own[target] ?? {}]),
  );
}

function remoteName(value: Value | undefined): string | null {
  if (typeof value !== "object" || value === null || !("remote" in value)) return null;
  const { kind, id } = value.remote as { readonly kind: string; readonly id: string };
  return `${kind}:${id}`;
}

/** A tag that is only a name is written as one. */
function tagsOf(tags: Value | undefined): Value {
  return ((tags ?? []) as readonly Fields[]).map((tag) => {
    const { name = "", ...rest } = withoutUsual(tag);
    return Object.keys(rest).length === 0 ? name : { name, ...rest };
  });
}

/** Without what the config takes for granted: nothing, false, zero, an empty list, a text channel. */
function withoutUsual(fields: { readonly [field: string]: Value | Rules }): {
  readonly [field: string]: Value;
} {
  const said = Object.entries(fields).filter(([field, value]) => {
    if (value === null || value === false || value === 0) return false;
    if (field === "type" && value === "text") return false;
    return typeof value !== "object" || Object.keys(value).length > 0;
  });
  return Object.fromEntries(said) as { readonly [field: string]: Value };
}
