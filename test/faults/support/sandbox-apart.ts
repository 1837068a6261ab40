import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import type { Sandbox } from "../../../src/sandbox/sandbox.ts";
import { root } from "../../cli/process.ts";

/** A tape of many hundred thousand requests needs more than Node takes by itself. */
const HEAP = "--max-old-space-size=8192";

/** The sandbox in a process of its own, which takes no time from the check or the daemon. */
export async function startSandboxApart(): Promise<Pick<Sandbox, "ready" | "url" | "close">> {
  const args = [HEAP, `${root}/src/main.ts`, "sandbox", "--port", "0", "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
  const ready = JSON.parse(line) as Sandbox["ready"];
  return {
    ready,
    url: ready.url,
    async close() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
