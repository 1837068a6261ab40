import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../cli/process.ts";
import { hasTmux, openPane } from "../tmux.ts";
import { openStage, until } from "./support/stage.ts";

it.skipIf(!hasTmux)(
  "status --watch keeps to a pane that grows narrow, and leaves the terminal as it was",
  { timeout: 90_000 },
  async () => {
    const stage = await openStage();
    await stage.deploy();
    const daemon = await stage.startDaemon();
    const pane = await openPane({ cwd: stage.folder, env: stage.env });
    const sees = (what: string, has: (screen: string) => boolean) =>
      until(
        what,
        async () => {
          const screen = await pane.shows();
          return has(screen) ? screen : undefined;
        },
        30_000,
      );
    await pane.type("echo what stood here before", "Enter");
    await sees("the shell", (screen) => /^what stood here before/m.test(screen));
    await pane.type(`${process.execPath} ${join(root, "bin", "flexcord.js")} status --watch`, "Enter");
    const wide = await sees("the status", (screen) => /^gateway +connected/m.test(screen));
    expect(wide).toMatch(/^daemon +version/);
    expect(wide).not.toContain("what stood here before");
    expect([await pane.tell("alternate_on"), await pane.tell("cursor_flag")]).toEqual(["1", "0"]);

    await pane.resize(30, 50);
    const narrow = await sees("labels on lines of their own", (screen) =>
      /^gateway\n {2}connected/m.test(screen),
    );
    // Nothing of the wide picture is left, and no line goes on in the next.
    expect(narrow).toMatch(/^daemon\n {2}version/);
    expect(narrow).not.toMatch(/^gateway +connected/m);

    await daemon.stop();
    await sees("the end of the daemon", (screen) => /^daemon\n {2}not running/m.test(screen));
    await pane.type("C-c");
    await sees("the shell again", (screen) => /^[#$]$/m.test(screen));
    expect([await pane.tell("alternate_on"), await pane.tell("cursor_flag")]).toEqual(["0", "1"]);
    const after = await pane.holds();
    expect(after).toMatch(/^what stood here before$/m);
    expect(after).toContain("not running");
    await pane.type("echo ended with $?", "Enter");
    await sees("the exit code", (screen) => /^ended with 0$/m.test(screen));
  },
);
