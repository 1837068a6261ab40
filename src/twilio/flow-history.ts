import type { FlowHistory, FlowStep } from "../operator/ports.ts";
import type { EpochMs } from "../domain/ids.ts";
import { channelSid, isChannelId } from "./chat/channel-id.ts";
import type { TwilioClient } from "./client.ts";
import { identityOf } from "./names.ts";
import { call } from "./transports/account.ts";

/** Studio's clock and ours may differ by so much, and it tells times in whole seconds. */
const MARGIN_MS = 60_000;
/** One message starts one execution; the next ones of the conversation are told apart by their context. */
const MOST_EXECUTIONS = 20;
const MOST_STEPS = 200;

/** The flow that conversations start, and that of the legacy transport's channels; null for one not deployed. */
interface Flows {
  readonly conversations: string | null;
  readonly channels: string | null;
}

type Executions = ReturnType<TwilioClient["studio"]["v2"]["flows"]["get"]>["executions"];
type Execution = Awaited<ReturnType<Executions["list"]>>[number];

/**
 * Reads what the Studio flow did about one message. An execution names its conversation as contact or as what began it,
 * and the message in the context of its trigger (assumed for the live service: one that names none is told too).
 */
export function createFlowHistory(client: TwilioClient, flows: Flows): FlowHistory {
  return {
    async steps({ conversation, memberId, message, from, until }, signal) {
      const isChannel = isChannelId(conversation);
      const flowSid = isChannel ? flows.channels : flows.conversations;
      // Flow and conversation were removed together.
      if (flowSid === null) return [];
      const { executions } = client.studio.v2.flows.get(flowSid);
      const contact = isChannel ? channelSid(conversation) : conversation;
      const names = new Set<string>([contact, identityOf(memberId)]);
      const listed = await call(signal, "list the flow's executions", () =>
        executions.list({
          dateCreatedFrom: new Date(from - MARGIN_MS),
          dateCreatedTo: new Date(until + MARGIN_MS),
          limit: 1_000,
        }),
      );
      const near = listed
        .filter(
          ({ contactChannelAddress, initiatedBy }) =>
            names.has(contactChannelAddress) || names.has(initiatedBy),
        )
        .slice(-MOST_EXECUTIONS);
      const steps: FlowStep[] = [];
      for (const execution of near) {
        if (await isAbout(executions, execution, message, signal))
          steps.push(...(await stepsOf(executions, execution, signal)));
      }
      return steps;
    },
  };
}

async function isAbout(
  executions: Executions,
  { sid }: Execution,
  message: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { context } = await call(signal, "read what began an execution", () =>
    executions.get(sid).executionContext().fetch(),
  );
  const named = JSON.stringify(context?.trigger ?? null).match(/"MessageSid":"(IM[0-9a-f]{32})"/u)?.[1];
  return named === undefined || named === message;
}

/** Oldest first; Studio lists the newest first, and its times are too coarse to sort by. */
async function stepsOf(
  executions: Executions,
  { sid, status, dateCreated, dateUpdated }: Execution,
  signal: AbortSignal,
): Promise<readonly FlowStep[]> {
  const listed = await call(signal, "list an execution's steps", () =>
    executions.get(sid).steps.list({ limit: MOST_STEPS }),
  );
  const began = at(dateCreated, 0);
  const steps = listed.toReversed().map((step) => ({
    id: step.sid,
    at: at(step.dateCreated, began),
    what: `${step.transitionedFrom}: ${step.name}, on to ${step.transitionedTo}`,
  }));
  const state = status === "active" ? "it is still running" : "it has ended";
  return [
    { id: sid, at: began, what: "the flow begins" },
    ...steps,
    { id: sid, at: Math.max(at(dateUpdated, began), steps.at(-1)?.at ?? began), what: state },
  ];
}

const at = (date: Date | undefined, otherwise: EpochMs): EpochMs => date?.getTime() ?? otherwise;
