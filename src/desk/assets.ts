import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** What pages load besides themselves. */
export interface Assets {
  /** Changes when any of them does. */
  readonly version: string;
  /** Null for what there is not. */
  find(name: string): Asset | null;
}

export interface Asset {
  readonly contentType: string;
  readonly content: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
};

const FOLDER = fileURLToPath(new URL("page/", import.meta.url));

/** Reads the folder once. A checkout has scripts in TypeScript, whose types are taken off; a package has them compiled. */
export function loadAssets(): Assets {
  const assets = new Map<string, Asset>();
  for (const file of readdirSync(FOLDER).toSorted()) {
    const extension = path.extname(file);
    const contentType = TYPES[extension];
    if (contentType === undefined) continue;
    const source = readFileSync(path.join(FOLDER, file), "utf8");
    const content = extension === ".ts" ? stripTypeScriptTypes(source) : source;
    assets.set(file.replace(/\.ts$/u, ".js"), { contentType, content });
  }
  const hash = createHash("sha256");
  for (const [name, { content }] of assets) hash.update(`${name}\0${content}\0`);
  return {
    version: hash.digest("base64url").slice(0, 12),
    find: (name) => assets.get(name) ?? null,
  };
}
