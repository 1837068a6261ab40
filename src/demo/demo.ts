import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../domain/clock.ts";
import { type Checks, StoryStopped, createChecks } from "./checks.ts";
import { type Control, createControl } from "./control.ts";
import type { Narrator } from "./narrator.ts";
import {
  type Env,
  type Program,
  freePort,
  openWorkshop,
  type SandboxReady,
  writeConfig,
} from "./processes.ts";
import { type Cast, playStory } from "./story.ts";
import { type Tally, tallyAgentToMember, tallyMemberToAgent } from "./tally.ts";

/** What the demo found, as `--json` prints it. */
export interface DemoSummary {
  readonly version: 1;
  readonly ok: boolean;
  readonly transport: DemoTransport;
  readonly memberToAgent: Tally;
  readonly agentToMember: Tally;
  readonly caseNumbers: readonly number[];
  readonly checks: { readonly held: number; readonly failed: readonly string[] };
  readonly seconds: number;
}

/** How the played conversations reach agents: today's transport, or the legacy one. */
export const DEMO_TRANSPORTS = ["conversations", "programmable-chat"] as const;

export type DemoTransport = (typeof DEMO_TRANSPORTS)[number];

export interface DemoOptions {
  readonly transport: DemoTransport;
  readonly program: Program;
  /** The folder of the package's templates. */
  readonly templates: URL;
  readonly narrator: Narrator;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called while everything is still up; it goes down when the promise resolves. */
  readonly whenPlayed: (summary: DemoSummary, playground: string) => Promise<void>;
}

/** Plays the whole story on this machine: the sandbox, a deploy and the bridge as processes of their own. */
export async function runDemo(options: DemoOptions): Promise<DemoSummary> {
  const { clock, signal, narrator } = options;
  const begun = clock.now();
  const checks = createChecks({ clock, signal, onCheck: (check) => narrator.check(check) });
  await using closing = new AsyncDisposableStack();
  const workshop = await openWorkshop(options.program, clock, signal);
  closing.defer(() => workshop.close());

  narrator.scene("A Discord server and a Twilio account, both imitated on this machine");
  const sandbox = await workshop.startSandbox();
  narrator.note(`The playground is at ${sandbox.playground}`);
  const port = await freePort();
  const daemonUrl = `http://127.0.0.1:${port}`;
  const env = environment(sandbox, daemonUrl);
  const { transport } = options;
  const { guildId } = sandbox.discord;
  await prepareFolder(options.templates, workshop.folder, { guildId, port, transport });

  narrator.scene("The plan, and the deploy");
  const plan = await workshop.run(["plan"], env);
  narrator.note(lastLine(plan.stdout));
  await workshop.run(["deploy", "--yes"], env);
  await workshop.startDaemon(daemonUrl, env);
  narrator.note("Deployed; the bridge runs.");

  const control = createControl(sandbox.url);
  const cast = await play(() => playStory({ control, checks, narrator, daemonUrl, transport }));
  narrator.scene("Deploying again changes nothing");
  const second = await workshop.run(["plan"], env);
  checks.expect("the second plan is empty", second.stdout.startsWith("No changes"), firstLine(second.stdout));

  const summary = await summarise(control, checks, cast, { transport, tookMs: clock.now() - begun });
  await options.whenPlayed(summary, sandbox.playground);
  return summary;
}

async function play(story: () => Promise<Cast>): Promise<Cast | null> {
  try {
    return await story();
  } catch (thrown) {
    if (thrown instanceof StoryStopped) return null;
    throw thrown;
  }
}

async function summarise(
  control: Control,
  checks: Checks,
  cast: Cast | null,
  { transport, tookMs }: { readonly transport: DemoTransport; readonly tookMs: number },
): Promise<DemoSummary> {
  const { entries } = await control.tape(0);
  const memberToAgent = tallyMemberToAgent(entries, cast?.memberId ?? "");
  const agentToMember = tallyAgentToMember(entries, cast?.dmChannelId ?? "");
  for (const [way, tally] of Object.entries({ "to Flex": memberToAgent, "to Discord": agentToMember })) {
    const clean = tally.lost === 0 && tally.doubled === 0 && tally.outOfOrder === 0;
    checks.expect(`${tally.sent} messages ${way}: none lost, doubled or out of order`, clean);
  }
  const failed = checks.all.filter((check) => !check.held).map((check) => check.what);
  return {
    version: 1,
    ok: failed.length === 0 && cast !== null,
    transport,
    memberToAgent,
    agentToMember,
    caseNumbers: cast?.caseNumbers ?? [],
    checks: { held: checks.all.length - failed.length, failed },
    seconds: Math.round(tookMs / 100) / 10,
  };
}

async function prepareFolder(
  templates: URL,
  folder: string,
  values: { readonly guildId: string; readonly port: number; readonly transport: DemoTransport },
): Promise<void> {
  await writeConfig(folder, new URL("servers/game-community.yaml", templates), values);
  await cp(new URL("knowledge", templates), join(folder, "knowledge"), { recursive: true });
}

function environment(sandbox: SandboxReady, daemonUrl: string): Env {
  return {
    DISCORD_TOKEN: sandbox.discord.token,
    TWILIO_ACCOUNT_SID: sandbox.twilio.accountSid,
    TWILIO_API_KEY: sandbox.twilio.apiKey,
    TWILIO_API_SECRET: sandbox.twilio.apiSecret,
    TWILIO_AUTH_TOKEN: sandbox.twilio.authToken,
    FLEXCORD_SECRET: crypto.randomUUID() + crypto.randomUUID(),
    FLEXCORD_DISCORD_API: sandbox.discord.api,
    FLEXCORD_TWILIO_API: sandbox.twilio.api,
    FLEXCORD_PUBLIC_URL: daemonUrl,
  };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
