import { isBuiltin } from "node:module";
import { importsOf, type SourceFile } from "./source-file.ts";

/** Every package the program uses, and the rooms that may know it, types included. */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  "@discordjs/core": ["discord"],
  "@discordjs/rest": ["discord"],
  "@discordjs/ws": ["discord"],
  "@inquirer/prompts": ["cli"],
  chalk: ["cli"],
  commander: ["cli"],
  "discord-api-types": ["discord"],
  "discord.js": ["discord"],
  execa: ["demo", "cli"],
  feedsmith: ["feeds"],
  fastify: ["http", "sandbox"],
  liquidjs: ["sandbox"],
  "mdast-util-from-markdown": ["discord"],
  "mdast-util-gfm-table": ["discord"],
  "micromark-extension-gfm-table": ["discord"],
  minisearch: ["assistant"],
  "node:sqlite": ["store"],
  ora: ["cli"],
  twilio: ["twilio"],
  ws: ["sandbox"],
  yaml: ["config"],
  zod: ["config"],
};

/** Imports of packages outside their room, and of packages that have none. */
export function packageBreaches(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap(({ specifier }) => {
      if (specifier.startsWith(".")) return [];
      const name = packageOf(specifier);
      const known = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
      if (known === undefined)
        return isBuiltin(specifier) ? [] : [`${file.path} imports ${name}, which has no room`];
      const inside = known.some((room) => file.path.startsWith(`src/${room}/`));
      return inside ? [] : [`${file.path} imports ${name}, which belongs in ${known.join(" or ")}`];
    }),
  );
}

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
