import { markRestored } from "../../app/operate/restored.ts";
import { loadOldSecrets, loadSecrets } from "../../config/secrets.ts";
import { systemClock } from "../../domain/clock.ts";
import type { Action, StoreRestoredOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openProject } from "../project.ts";
import { requireLedger } from "../require-ledger.ts";

/** Says that the ledger was put back from a backup, before a daemon works with it again. */
export const storeRestored: Action<StoreRestoredOptions> = async (context, options) => {
  const { terminal } = context;
  const { config, environment } = openProject(context, options);
  const { FLEXCORD_SECRET: secret } = loadSecrets(environment, ["FLEXCORD_SECRET"]);
  const storePath = config.paths.store;
  requireLedger(storePath);
  const oldSecrets = loadOldSecrets(environment);
  await markRestored({ storePath, secret, oldSecrets, clock: systemClock });
  if (options.json) terminal.json({ version: 1 });
  else terminal.say("Noted. What the ledger names from now on is told from what it named after the backup.");
  return EXIT.done;
};
