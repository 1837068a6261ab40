/**
 * One way between Discord and Twilio, in a process of its own: `durable` (the daemon as it is), `nothing` (its own
 * doors and clients with no ledger between them), `raw` (a bare socket and node:http).
 */
import { runDaemon } from "../../../src/app/run/run.ts";
import { startNothing } from "./ends-nothing.ts";
import { runOptions } from "./ends-options.ts";
import { startRaw } from "./ends-raw.ts";

const [kind = "", file = ""] = process.argv.slice(2);
const ready = () => process.send?.("ready");
const options = runOptions(file, ready);
process.on("SIGTERM", () => process.exit());

if (kind === "durable") await runDaemon(options);
else {
  await (kind === "nothing" ? startNothing(options) : startRaw());
  ready();
}
