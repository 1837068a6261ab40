import { readFileSync, readdirSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";

interface PageFile {
  readonly type: string;
  readonly content: string;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".js": "text/javascript; charset=utf-8",
  ".ts": "text/javascript; charset=utf-8",
};

/** Nothing but our own files and the control API; no inline script or style. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

const FOLDER = fileURLToPath(new URL("page/", import.meta.url));

/**
 * Serves the playground at `/` and its files under `/playground/`. A checkout has the page's sources in
 * TypeScript, whose types are taken off here; the published package has them compiled.
 */
export function registerPlayground(app: FastifyInstance): void {
  const names = new Set(
    readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll(path.sep, "/")),
  );
  app.get("/", (_request, reply) => {
    const { type, content } = read("index.html");
    return reply.headers(HEADERS).type(type).send(content);
  });
  app.get<{ Params: { "*": string } }>("/playground/*", (request, reply) => {
    const name = [request.params["*"], `${request.params["*"]}.ts`, `${request.params["*"]}.js`].find(
      (candidate) => names.has(candidate) && TYPES[path.extname(candidate)] !== undefined,
    );
    if (name === undefined) return reply.code(404).send({ error: "The playground has no such file." });
    const { type, content } = read(name);
    return reply.headers(HEADERS).type(type).send(content);
  });
}

function read(name: string): PageFile {
  const extension = path.extname(name);
  const source = readFileSync(path.join(FOLDER, name), "utf8");
  return {
    type: TYPES[extension] ?? "",
    content: extension === ".ts" ? stripTypeScriptTypes(source) : source,
  };
}
