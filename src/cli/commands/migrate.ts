import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  applyDeploy,
  checkDeploy,
  isEmpty,
  planDeploy,
  type PlannedDeploy,
} from "../../app/deploy/deploy.ts";
import { openConversations } from "../../app/operate/open-conversations.ts";
import { withTransport } from "../../config/choose-transport.ts";
import { loadConfigText } from "../../config/load.ts";
import type { Config } from "../../config/config.ts";
import { loadOldSecrets } from "../../config/secrets.ts";
import { Failure } from "../../domain/failure.ts";
import { applyAndReport } from "../apply-and-report.ts";
import type { Action, CommandContext, MigrateOptions } from "../command.ts";
import { deployOptions } from "../deploy-options.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { countChanges, showPlan } from "../format/plan.ts";
import { openProject } from "../project.ts";
import { confirm } from "../terminal/prompt.ts";
import { recorded, type Recorder } from "../record/record.ts";

const TODAY = "conversations";
const LEGACY = "programmable-chat";

/** Moves an installation from the legacy transport to today's, back again, or ends the old one. */
export const migrate: Action<MigrateOptions> = (context, options) =>
  recorded("migrate", context, options, (record) =>
    options.prune ? prune(context, options, record) : move(context, options, record),
  );

/** Deploys the parts of the other transport beside those that are there, then writes it into the config. */
async function move(context: CommandContext, options: MigrateOptions, record: Recorder): Promise<ExitCode> {
  const { terminal, cwd } = context;
  const { config: before, environment } = openProject(context, options);
  const path = resolve(cwd, options.config);
  const transport = options.back ? LEGACY : TODAY;
  if (before.settings.transport === transport) {
    if (options.json) terminal.json({ version: 1, changes: false });
    terminal.say(`${options.config} is on ${transport} already: there is nothing to move.`);
    return EXIT.done;
  }
  const text = readFileSync(path, "utf8");
  const source = { file: options.config, environment: options.env };
  const changed = withTransport(text, { ...source, transport });
  const config = loadConfigText({ ...source, env: environment }, changed);
  const planned = await planDeploy({ ...deployOptions(context, { ...options, adopt: false }), config });
  if (options.back) requireOldParts(planned);
  await show(context, options, planned, record);
  if (changed !== text) {
    terminal.say(`${options.config} gets \`transport: ${transport}\`. ${await drain(before, environment)}`);
  }
  if (options.dryRun) return EXIT.done;
  await consent(context, options, planned, `Move ${planned.plan.env} to ${transport}`);
  const exit = await applyAndReport(planned, context, options, record, applyDeploy);
  if (exit === EXIT.done && changed !== text) {
    writeWhole(path, changed);
    terminal.say("Restart `flexcord run`: it opens new conversations there from then on.");
  }
  return exit;
}

/** Removes what only the legacy transport needed, once nobody talks over it any more. */
async function prune(context: CommandContext, options: MigrateOptions, record: Recorder): Promise<ExitCode> {
  const { config, environment } = openProject(context, options);
  if (options.back || config.settings.transport !== TODAY) {
    throw new Failure("usage.invalid", "Only parts that were moved away from can be removed.", {
      fix: "Run `flexcord migrate` first, and --prune without --back.",
    });
  }
  const open = (await openOf(config, environment))?.[LEGACY] ?? 0;
  if (open > 0) {
    throw new Failure("policy.refused", `${count(open)} still open on ${LEGACY}.`, {
      fix: "Let them come to their end, or end them in Flex; then run this again. Until then `flexcord migrate --back` works.",
    });
  }
  const planned = await planDeploy({
    ...deployOptions(context, { ...options, adopt: false }),
    prune: true,
    keepProtected: true,
  });
  await show(context, options, planned, record);
  if (options.dryRun) return EXIT.done;
  await consent(context, options, planned, `Remove from ${planned.plan.env} for good`);
  return applyAndReport(planned, context, options, record, applyDeploy);
}

async function show(
  { terminal }: CommandContext,
  { json, dryRun }: MigrateOptions,
  planned: PlannedDeploy,
  record: Recorder,
): Promise<void> {
  const { plan } = planned;
  record.plan(plan);
  if (!json) showPlan(plan, terminal);
  await checkDeploy(planned);
  if (json && dryRun) terminal.json({ version: 1, changes: !isEmpty(plan), plan });
}

async function consent(
  { terminal, signal }: CommandContext,
  { yes }: MigrateOptions,
  { plan }: PlannedDeploy,
  question: string,
): Promise<void> {
  const message = `${question}: ${isEmpty(plan) ? "the config alone changes" : countChanges(plan)}?`;
  if (yes || (await confirm(terminal, { message, flag: "--yes" }, signal))) return;
  throw new Failure("run.interrupted", "Not moved; nothing was changed.");
}

/** There is a way back for as long as there is something to go back to. */
function requireOldParts({ plan }: PlannedDeploy): void {
  const missing = plan.steps.some(
    ({ kind, action }) => kind.startsWith("twilio.legacy-") && action === "create",
  );
  if (!missing) return;
  throw new Failure("state.conflict", `The parts of ${LEGACY} have been removed: there is no way back.`, {
    fix: `To make new ones, set \`transport: ${LEGACY}\` and deploy.`,
  });
}

async function drain(config: Config, environment: Parameters<typeof loadOldSecrets>[0]): Promise<string> {
  const open = await openOf(config, environment);
  if (open === null)
    return "There is no ledger here to tell what is open; open conversations end where they are.";
  return `${count(open[config.settings.transport])} open on ${config.settings.transport}, to end there.`;
}

const openOf = (config: Config, environment: Parameters<typeof loadOldSecrets>[0]) =>
  openConversations(config, environment["FLEXCORD_SECRET"] ?? "", loadOldSecrets(environment));

const count = (open: number): string => (open === 1 ? "1 conversation is" : `${open} conversations are`);

/** A file that is read is the old one or the new one, whatever happens meanwhile. */
function writeWhole(path: string, text: string): void {
  const beside = `${path}.new`;
  writeFileSync(beside, text);
  renameSync(beside, path);
}
