import { importsOf, targetOf, type SourceFile } from "./source-file.ts";

/** Which rooms a room may import. `domain` is said out, so that the table is all there is to know. */
const may: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  alerts: ["domain", "texts"],
  sandbox: [],
  texts: ["domain"],
  config: ["domain", "texts"],
  bridge: ["domain", "texts"],
  cases: ["domain", "texts"],
  community: ["domain", "texts"],
  trackers: ["domain", "texts"],
  assistant: ["domain", "texts"],
  operator: ["domain", "texts"],
  provision: ["domain", "texts"],
  http: ["domain"],
  store: ["domain"],
  discord: ["domain"],
  twilio: ["domain"],
  desk: ["domain"],
  feeds: ["domain"],
  github: ["domain"],
  demo: ["domain"],
  app: [
    "alerts",
    "assistant",
    "bridge",
    "cases",
    "community",
    "config",
    "desk",
    "discord",
    "domain",
    "feeds",
    "github",
    "http",
    "operator",
    "provision",
    "store",
    "texts",
    "trackers",
    "twilio",
  ],
  cli: ["app", "config", "domain"],
};

/** Rooms that carry out what another room describes in its `ports.ts`. */
const serving: ReadonlySet<string> = new Set([
  "assistant",
  "store",
  "discord",
  "twilio",
  "desk",
  "feeds",
  "github",
  "operator",
]);

/** Single files that may cross where their room may not, and why that is right. */
const exceptions: readonly { readonly from: RegExp; readonly to: RegExp }[] = [
  // The two commands are the wiring of what they start.
  { from: /^src\/cli\/commands\/sandbox\.ts$/u, to: /^src\/sandbox\//u },
  { from: /^src\/cli\/commands\/demo\.ts$/u, to: /^src\/demo\//u },
  { from: /^src\/main\.ts$/u, to: /^src\/cli\//u },
];

/** Imports that the law of the house forbids, one sentence each. */
export function importBreaches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier, value }) => {
      const target = targetOf(file, specifier);
      if (target === null || isLawful(file.path, target, value)) return [];
      return [`${file.path} must not import ${target}`];
    }),
  );
}

function isLawful(from: string, to: string, value: boolean): boolean {
  const room = roomOf(from);
  const visited = roomOf(to);
  if (room === visited && room !== "") return true;
  if (exceptions.some((exception) => exception.from.test(from) && exception.to.test(to))) return true;
  if (may[room]?.includes(visited) === true) return true;
  // What a port promises and what an effect looks like is for those who fulfil it to know.
  if (serving.has(room) && /^src\/\w+\/(ports|effect)\.ts$/u.test(to)) return true;
  // The command line prints what others computed: it may know the shapes, and calls nobody.
  return room === "cli" && (visited === "provision" || visited === "operator") && !value;
}

/** `src/discord/rest.ts` is in the room `discord`; `src/main.ts` in none. */
function roomOf(path: string): string {
  return /^src\/([^/]+)\//u.exec(path)?.[1] ?? "";
}

/** Groups of files that import each other in a ring: none of them can be read without all others. */
export function importCycles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const edges = new Map(
    files.map((file) => [file.path, importsOf(file).map(({ specifier }) => targetOf(file, specifier) ?? "")]),
  );
  const cycles: (readonly string[])[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      cycles.push(trail.slice(start));
      return;
    }
    if (done.has(path)) return;
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const { path } of files) walk(path, []);
  return cycles;
}
