import type { Bridge } from "../../bridge/bridge.ts";
import { startCaseKeeper } from "../../cases/keeper.ts";
import type { Store } from "../../store/store.ts";
import { caseRulesOf, closeMsOf } from "../rules/cases.ts";
import type { RunOptions } from "./options.ts";

/** Looks after cases while the daemon runs. The returned function ends it. */
export function keepCases(
  { config, clock, log }: RunOptions,
  store: Store,
  bridge: Bridge,
): () => Promise<void> {
  return startCaseKeeper({
    book: store.cases,
    reader: store.caseReader,
    rules: caseRulesOf(config.settings),
    closeMs: closeMsOf(config.settings),
    clock,
    log,
    onNews: (members) => bridge.decideFor(members),
  });
}
