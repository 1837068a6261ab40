import { rekeyStore } from "../../app/operate/rekey.ts";
import { loadOldSecrets, loadSecrets } from "../../config/secrets.ts";
import { systemClock } from "../../domain/clock.ts";
import type { Action, StoreRekeyOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openProject } from "../project.ts";
import { requireLedger } from "../require-ledger.ts";

/** Seals the ledger's texts with the current FLEXCORD_SECRET, so that the former one can go. */
export const storeRekey: Action<StoreRekeyOptions> = async (context, options) => {
  const { terminal, signal } = context;
  const { config, environment } = openProject(context, options);
  const { FLEXCORD_SECRET: secret } = loadSecrets(environment, ["FLEXCORD_SECRET"]);
  const storePath = config.paths.store;
  requireLedger(storePath);
  const oldSecrets = loadOldSecrets(environment);
  await rekeyStore({ storePath, secret, oldSecrets, clock: systemClock, signal });
  if (options.json) terminal.json({ version: 1 });
  else terminal.say("Everything is sealed with the current FLEXCORD_SECRET; FLEXCORD_OLD_SECRETS can go.");
  return EXIT.done;
};
