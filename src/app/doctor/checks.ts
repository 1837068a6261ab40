import type { Check } from "./check.ts";
import { clock } from "./checks/clock.ts";
import { commands } from "./checks/commands.ts";
import { desk } from "./checks/desk.ts";
import { drift, studioDrift } from "./checks/drift.ts";
import { intents } from "./checks/intents.ts";
import { legacy } from "./checks/legacy.ts";
import { permissions } from "./checks/permissions.ts";
import { roleOrder } from "./checks/role-order.ts";
import { server } from "./checks/server.ts";
import { store } from "./checks/store.ts";
import { threads } from "./checks/threads.ts";
import { discordToken, twilioAuthToken, twilioKey } from "./checks/tokens.ts";
import { versions } from "./checks/versions.ts";
import { webhook } from "./checks/webhook.ts";

/** Everything the doctor looks at, in the order in which one would. */
export const checks: readonly Check[] = [
  versions,
  clock,
  discordToken,
  intents,
  server,
  permissions,
  roleOrder,
  threads,
  commands,
  twilioKey,
  twilioAuthToken,
  studioDrift,
  drift,
  webhook,
  desk,
  store,
  legacy,
];
