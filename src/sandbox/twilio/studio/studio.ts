import { newSid } from "../sids.ts";
import { createCollection, type Collection } from "../collection.ts";
import type { Runtime } from "../runtime.ts";
import type { Contact, FlowMessage } from "./contact.ts";
import { createFlowContext, type FlowContext } from "./context.ts";
import type { Definition } from "./definition.ts";
import { published, type Flows, type Revision } from "./flows.ts";
import { performStep, type StepTools } from "./steps.ts";

export interface Execution {
  readonly sid: string;
  readonly flowSid: string;
  readonly contactSid: string;
  readonly contact: Contact;
  readonly revision: number;
  readonly status: "active" | "ended";
  readonly context: FlowContext;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** One transition of an execution. */
export interface Step {
  readonly sid: string;
  readonly executionSid: string;
  /** The event that led on. */
  readonly name: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  /** As it stood after the step. */
  readonly context: unknown;
  readonly createdAt: number;
}

/** Flows, and their executions. The functions below act on it. */
export interface Studio {
  readonly runtime: Runtime;
  readonly flows: Flows;
  readonly tools: StepTools;
  /** Grouped by flow. */
  readonly executions: Collection<Execution>;
  /** Grouped by execution. */
  readonly steps: Collection<Step>;
}

/** More steps than this are a loop (error 81000 on the live service). */
const STEPS_MAX = 1000;
const ENDED = "Ended";

export function createStudio(tools: StepTools, flows: Flows): Studio {
  return {
    runtime: tools.runtime,
    flows,
    tools,
    executions: createCollection<Execution>((execution) => execution.flowSid),
    steps: createCollection<Step>((step) => step.executionSid),
  };
}

/**
 * Runs the published flow with a message. While one execution of the flow is active with the contact,
 * a further message starts none and is not kept for later.
 */
export function startFlow(studio: Studio, flowSid: string, contact: Contact, message: FlowMessage): void {
  const { runtime, flows, executions } = studio;
  const flow = flows.all.get(flowSid);
  const revision = flow === undefined ? undefined : published(flow);
  if (revision?.definition === undefined || revision.definition === null) return;
  const isBusy = executions
    .of(flowSid)
    .some((other) => other.status === "active" && other.contact.sid === contact.sid);
  if (isBusy) return;
  const execution = executions.put(newExecution(runtime, flowSid, revision, contact, message));
  const run: Run = { execution, definition: revision.definition };
  runStep(studio, run, revision.definition.initial_state, 1);
}

export function endExecution({ runtime, executions }: Studio, execution: Execution): Execution {
  return executions.put({ ...execution, status: "ended", updatedAt: runtime.now() });
}

interface Run {
  readonly execution: Execution;
  readonly definition: Definition;
}

/** A widget that fails ends its execution, with the reason as the last step's name. */
function runStep(studio: Studio, run: Run, name: string, count: number): void {
  advance(studio, run, name, count).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    recordStep(studio, run.execution, { name: reason, type: "error", from: name, to: ENDED });
    endExecution(studio, run.execution);
  });
}

/** Takes one step and arranges for the next; each takes a little while. */
async function advance(studio: Studio, run: Run, name: string, count: number): Promise<void> {
  const { execution, definition } = run;
  const state = definition.states.find((known) => known.name === name);
  if (studio.executions.get(execution.sid)?.status !== "active" || state === undefined) return;
  const result = await performStep(studio.tools, execution.contact, state, execution.context);
  if (result.output !== undefined) execution.context.widgets[state.name] = result.output;
  const transition = result.transition ?? state.transitions.find(({ event }) => event === result.event);
  const next = transition?.next;
  recordStep(studio, execution, { name: result.event, type: state.type, from: name, to: next ?? ENDED });
  if (next === undefined || count >= STEPS_MAX) endExecution(studio, execution);
  else studio.runtime.soon(() => runStep(studio, run, next, count + 1));
}

function recordStep(
  { runtime, steps }: Studio,
  execution: Execution,
  step: Pick<Step, "name" | "type" | "from" | "to">,
): void {
  steps.put({
    ...step,
    sid: newSid("FT"),
    executionSid: execution.sid,
    context: structuredClone(execution.context),
    createdAt: runtime.now(),
  });
}

function newExecution(
  runtime: Runtime,
  flowSid: string,
  revision: Revision,
  contact: Contact,
  message: FlowMessage,
): Execution {
  const sid = newSid("FN");
  const now = runtime.now();
  return {
    sid,
    flowSid,
    contactSid: newSid("FC"),
    contact,
    revision: revision.number,
    status: "active",
    context: createFlowContext(runtime.ready, { flowSid, executionSid: sid, contact, message }),
    createdAt: now,
    updatedAt: now,
  };
}
