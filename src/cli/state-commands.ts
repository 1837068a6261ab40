import type { Command } from "commander";
import type { StateOptions, StateWriteOptions } from "./command.ts";
import { withConfig, withJson, type Bind } from "./flags.ts";

const loadState = () => import("./commands/state.ts");

export function addStateCommands(program: Command, bind: Bind): void {
  const state = program
    .command("state")
    .description("look at what flexcord knows it has deployed, or mend it");
  const add = (name: string, description: string) =>
    withJson(withConfig(state.command(name).description(description)));
  bind<StateOptions>(add("list", "every thing that is known"), async () => (await loadState()).stateList);
  bind<StateOptions>(
    add("show", "one thing, with all that is remembered of it").argument("<kind>").argument("<key>"),
    async () => (await loadState()).stateShow,
  );
  bind<StateWriteOptions>(
    withConsent(add("rm", "forget one thing; it stays where it is").argument("<kind>").argument("<key>")),
    async () => (await loadState()).stateRm,
  );
  bind<StateWriteOptions>(
    withConsent(add("rebuild", "find again, by mark and by name, what was deployed")),
    async () => (await loadState()).stateRebuild,
  );
  bind<StateWriteOptions>(
    withConsent(add("unlock", "take the lock away from a deploy that is gone")),
    async () => (await loadState()).stateUnlock,
  );
}

function withConsent(command: Command): Command {
  return command.option("-y, --yes", "write without asking", false);
}
