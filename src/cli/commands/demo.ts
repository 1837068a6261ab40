import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Check } from "../../demo/checks.ts";
import { DEMO_TRANSPORTS, type DemoSummary, runDemo } from "../../demo/demo.ts";
import type { Narrator } from "../../demo/narrator.ts";
import type { Tally } from "../../demo/tally.ts";
import { systemClock } from "../../domain/clock.ts";
import { Failure } from "../../domain/failure.ts";
import type { Action, DemoOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { Terminal } from "../terminal/output.ts";

/** The package's own files, from src/ and from dist/ alike. */
const packageFile = (path: string) => new URL(`../../../${path}`, import.meta.url);

/** Plays the story and checks it: 0 only when every check held. */
export const demo: Action<DemoOptions> = async ({ terminal, signal }, options) => {
  const transport = DEMO_TRANSPORTS.find((known) => known === options.transport);
  if (transport === undefined) {
    throw new Failure("usage.invalid", `There is no transport "${options.transport}".`, {
      fix: `Leave --transport out, or pass one of ${DEMO_TRANSPORTS.join(", ")}.`,
    });
  }
  const summary = await runDemo({
    transport,
    program: { command: process.execPath, args: [fileURLToPath(packageFile("bin/flexcord.js"))] },
    templates: packageFile("templates/"),
    narrator: narratorOn(terminal),
    clock: systemClock,
    signal,
    async whenPlayed(played, playground) {
      if (options.json) terminal.json(played);
      else terminal.data(describe(played, terminal));
      if (!options.serve) return;
      terminal.say(`\nEverything stays up until you press Ctrl+C. The playground: ${playground}`);
      await aborted(signal);
    },
  });
  return summary.ok ? EXIT.done : EXIT.unexpected;
};

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, "abort");
}

function narratorOn(terminal: Terminal): Narrator {
  const { style } = terminal;
  let scenes = 0;
  return {
    scene(title) {
      scenes += 1;
      terminal.say(`\n${style.bold(`${scenes}. ${title}`)}`);
    },
    line(who, text) {
      terminal.say(`   ${style.cyan(who)}  ${text.replaceAll("\n", "\n      ")}`);
    },
    note: (text) => terminal.say(`   ${style.dim(text)}`),
    check: (check) => terminal.say(`   ${describeCheck(check, terminal)}`),
  };
}

function describeCheck({ what, held, detail }: Check, { style }: Terminal): string {
  if (held) return `${style.green("✔")} ${what}`;
  return `${style.red("✘")} ${what}${detail === null ? "" : ` (${detail})`}`;
}

function describe(summary: DemoSummary, { dataStyle }: Terminal): string {
  const verdict = summary.ok
    ? dataStyle.green(`All ${summary.checks.held} checks held`)
    : dataStyle.red(`${summary.checks.failed.length} checks failed`);
  return [
    "",
    `${verdict} in ${summary.seconds} s.`,
    `  member → agent  ${describeTally(summary.memberToAgent)}`,
    `  agent → member  ${describeTally(summary.agentToMember)}`,
    `  cases           ${summary.caseNumbers.map((number) => `#${number}`).join(", ")}`,
    ...summary.checks.failed.map((what) => `  failed          ${what}`),
  ].join("\n");
}

function describeTally(tally: Tally): string {
  const latency = tally.medianLatencyMs === null ? "" : `, median ${tally.medianLatencyMs} ms`;
  const { delivered, sent, lost, doubled, outOfOrder } = tally;
  return `${delivered} of ${sent} messages, ${lost} lost, ${doubled} doubled, ${outOfOrder} out of order${latency}`;
}
