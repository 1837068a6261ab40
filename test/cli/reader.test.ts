import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openStage } from "../journey/support/stage.ts";
import { root } from "./process.ts";

it("a deploy whose readers went away, as in `2>&1 | head`, is finished all the same", async () => {
  const stage = await openStage();
  const child = spawn(process.execPath, [join(root, "bin", "flexcord.js"), "deploy", "--yes"], {
    cwd: stage.folder,
    env: { PATH: process.env["PATH"], ...stage.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.destroy();
  child.stderr.destroy();
  expect(await once(child, "exit")).toEqual([0, null]);
  const { plan } = await stage.plan();
  expect(plan.steps.filter(({ action }) => action !== "keep")).toEqual([]);
});
