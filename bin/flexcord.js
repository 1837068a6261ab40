#!/usr/bin/env node
// Starts the program, nothing else. A checkout runs its sources; the published package has only dist.
import { existsSync } from "node:fs";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `flexcord needs Node.js 24.15 or newer; this is ${process.versions.node}.\n` +
      "Install a current Node.js, or run `npx -p node@24 -p flexcord flexcord`.\n",
  );
  process.exit(2);
}
const { enableCompileCache } = await import("node:module");
enableCompileCache();
const source = new URL("../src/main.ts", import.meta.url);
// Sources use of Node what it still calls experimental; its warning would be prose in the log of `run`, which is JSON.
const warn = process.listeners("warning");
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") for (const listener of warn) listener(warning);
});
await import(existsSync(source) ? source.href : new URL("../dist/main.js", import.meta.url).href);
