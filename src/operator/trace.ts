import { asFailure, Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import { type Line, linesOf } from "./lines.ts";
import type { EffectRecord, FlowHistory, LedgerReader, LedgerRecord, RecordFilter } from "./ports.ts";

/** One thing that happened on a message's way. */
export interface TraceStep {
  readonly time: EpochMs;
  /** What happened, such as "received from discord" or "e45 post to the agent: done". */
  readonly what: string;
  /** The id the other side knows it by. */
  readonly remoteId: string | null;
  /** A failure or a reason; never a text of a member. */
  readonly why: string | null;
}

/** One message's whole way through the bridge, oldest step first. */
export interface Trace {
  readonly message: string;
  readonly conversation: string | null;
  readonly transportConversation: string | null;
  readonly memberId: string | null;
  readonly case: number | null;
  readonly steps: readonly TraceStep[];
  /** What could not be found out, and why. */
  readonly missing: readonly string[];
  /** The message and what was said because of it. */
  readonly lines: readonly Line[];
}

/** "usage.invalid" when what is named is unknown, or no single message. */
export async function traceMessage(
  reader: LedgerReader,
  flow: FlowHistory | null,
  typed: string,
  signal: AbortSignal,
): Promise<Trace> {
  const record = recordNamed(reader, typed);
  const asked = await flowSteps(flow, record, signal);
  const steps = [
    ...ownSteps(record),
    ...record.effects.flatMap((effect) => effectSteps(reader, effect)),
    ...asked.steps,
    ...taskSteps(reader, record),
  ];
  return {
    message: `m${record.seq}`,
    conversation: record.conversationId,
    transportConversation: record.transportConversationId,
    memberId: record.memberId,
    case: record.caseNumber,
    steps: steps.toSorted((one, other) => one.time - other.time),
    missing: asked.missing,
    lines: linesOf(record),
  };
}

/** A flow answers a message at once, or not at all. */
const FLOW_MS = 15 * 60_000;

/** What the vendor's flow did about what we posted. The rest of the trace stands without it. */
async function flowSteps(
  flow: FlowHistory | null,
  { effects, memberId, transportConversationId: conversation }: LedgerRecord,
  signal: AbortSignal,
): Promise<{ readonly steps: readonly TraceStep[]; readonly missing: readonly string[] }> {
  const posted = effects.filter(({ kind, remoteId }) => kind === "post" && remoteId !== null);
  if (posted.length === 0 || memberId === null || conversation === null) return { steps: [], missing: [] };
  if (flow === null) return { steps: [], missing: ["Studio's steps: it was not asked."] };
  const steps: TraceStep[] = [];
  try {
    for (const { remoteId, decidedAt, settledAt } of posted) {
      if (remoteId === null) continue;
      const span = { from: decidedAt, until: (settledAt ?? decidedAt) + FLOW_MS };
      const found = await flow.steps({ conversation, memberId, message: remoteId, ...span }, signal);
      steps.push(
        ...found.map(({ id, at, what }) => ({ time: at, what: `Studio: ${what}`, remoteId: id, why: null })),
      );
    }
    return { steps, missing: [] };
  } catch (thrown) {
    const { code, message } = asFailure(thrown);
    return { steps, missing: [`Studio's steps: ${message} [${code}]`] };
  }
}

function recordNamed(reader: LedgerReader, typed: string): LedgerRecord {
  const target = reader.resolve(typed);
  const seq =
    target.kind === "message"
      ? target.seq
      : target.kind === "effect"
        ? reader.effect(target.effectId)?.eventSeq
        : undefined;
  const [record] = seq === undefined ? [] : reader.records([seq]);
  if (record !== undefined) return record;
  throw new Failure("usage.invalid", `${JSON.stringify(typed)} is no single message.`, {
    fix: "`flexcord logs` shows the messages of a conversation, member or case with their ids.",
  });
}

function ownSteps(record: LedgerRecord): readonly TraceStep[] {
  const { source, sourceId, kind, at, receivedAt, decidedAt, effects, reason } = record;
  const came = { time: at, what: `${kind}, by the clock of ${source}`, remoteId: sourceId, why: null };
  const recorded = { time: receivedAt, what: "recorded in the ledger", remoteId: null, why: null };
  if (decidedAt === null) return [came, recorded];
  const what =
    record.state === "ignored"
      ? "left alone"
      : `decided: ${effects.map(({ effectId, kind }) => `e${effectId} ${kind}`).join(", ") || "nothing follows"}`;
  return [came, recorded, { time: decidedAt, what, remoteId: null, why: reason }];
}

function effectSteps(reader: LedgerReader, effect: EffectRecord): readonly TraceStep[] {
  const { effectId, kind, direction, state, attempts, failure, reason } = effect;
  const name = `e${effectId} ${kind} to the ${direction}`;
  const tries = reader.failedTries(effectId).map(({ at, code, message, inDoubt }) => ({
    time: at,
    what: `${name}: a try failed${inDoubt ? ", perhaps after it went through" : ""}`,
    remoteId: null,
    why: `${message} [${code}]`,
  }));
  const count = `${attempts} ${attempts === 1 ? "try" : "tries"}`;
  const now: TraceStep =
    state === "pending"
      ? { time: effect.dueAt, what: `${name}: due, after ${count}`, remoteId: null, why: null }
      : {
          time: effect.settledAt ?? effect.decidedAt,
          what: `${name}: ${state}, after ${count}`,
          remoteId: effect.remoteId,
          why: state === "dropped" ? reason : state === "parked" ? (failure?.message ?? null) : null,
        };
  const followed = reader.followUps(effectId).map((record) => ({
    time: record.receivedAt,
    what: `${record.kind}, which followed from e${effectId}`,
    remoteId: null,
    why: record.reason,
  }));
  return [...tries, now, ...followed];
}

const MOST_RECORDS = 200;

/** How the work that agents see came about, from this message on until somebody took it. */
function taskSteps(reader: LedgerReader, { seq, conversationId }: LedgerRecord): readonly TraceStep[] {
  if (conversationId === null) return [];
  const filter: RecordFilter = {
    target: { kind: "conversation", id: conversationId },
    since: null,
    until: null,
    words: [],
    state: null,
  };
  return reader.following(filter, seq, MOST_RECORDS).flatMap(({ happening, receivedAt, reason }) =>
    happening?.kind === "task.moved"
      ? [
          {
            time: receivedAt,
            what: `the task is ${happening.stage}`,
            remoteId: happening.taskId,
            why: reason,
          },
        ]
      : [],
  );
}
