import type { ChalkInstance } from "chalk";
import { carryOutReplay } from "../../app/operate/operate.ts";
import { systemClock } from "../../domain/clock.ts";
import type { ReplayRequest, ReplayStep } from "../../operator/replay.ts";
import type { Action, ReplayOptions } from "../command.ts";
import { EXIT } from "../exit.ts";
import { openDeployment } from "../operate-options.ts";

/** Sends again what failed or is named; what the other side already has is not sent twice. */
export const replay: Action<ReplayOptions> = async (context, options) => {
  const { terminal, signal } = context;
  using operation = await openDeployment(context, options);
  const steps = await operation.planReplay(requestOf(options));
  const wanted = steps.filter(({ send }) => send).length;
  if (options.dryRun && !options.json)
    for (const step of steps) terminal.data(render(step, terminal.dataStyle));
  const sent = options.dryRun
    ? 0
    : await carryOutReplay(operation, steps, {
        clock: systemClock,
        perSecond: options.rate,
        signal,
        onProgress: (sent) => wanted > options.rate && terminal.say(`${sent} of ${wanted} on their way`),
      });
  if (options.json) terminal.json({ version: 1, steps: steps.map(asData), sent });
  terminal.say(sentence(options.dryRun, wanted, sent));
  return EXIT.done;
};

function requestOf({ operands, failed, since, to }: ReplayOptions): ReplayRequest {
  return {
    target: operands[0] ?? null,
    failed,
    since: since ?? null,
    to: to === undefined ? null : to === "discord" ? "member" : "agent",
  };
}

function sentence(dryRun: boolean, wanted: number, sent: number): string {
  if (wanted === 0) return "There is nothing to send again.";
  if (dryRun) return `${wanted} would be sent again; nothing was changed.`;
  const raced = wanted - sent;
  return raced === 0 ? `${sent} on their way.` : `${sent} on their way; ${raced} were on their way already.`;
}

const SIDE_NAMES = { member: "Discord", agent: "Twilio", assistant: "the assistant" } as const;

function render(step: ReplayStep, style: ChalkInstance): string {
  const verdict = step.send ? style.green("send ") : style.dim("leave");
  return `${verdict} e${step.effectId} of ${step.message}: ${step.kind} to ${SIDE_NAMES[step.to]}, because ${step.why}`;
}

const asData = ({ effectId, decidedAt, ...rest }: ReplayStep) => ({
  id: `e${effectId}`,
  ...rest,
  decidedAt: new Date(decidedAt).toISOString(),
});
