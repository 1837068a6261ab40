import { setImmediate as nextTurn } from "node:timers/promises";
import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { EffectRecord, LedgerReader, LedgerRecord, RecordFilter } from "./ports.ts";

/** What is to be sent again. Without a target and without `failed` there is nothing to go by. */
export interface ReplayRequest {
  /** As typed; see `LedgerReader.resolve`. */
  readonly target: string | null;
  /** Only what was given up. */
  readonly failed: boolean;
  readonly since: EpochMs | null;
  /** Only what goes out on this side. */
  readonly to: "member" | "agent" | null;
}

/** What replay makes of one effect. */
export interface ReplayStep {
  readonly effectId: number;
  readonly message: string;
  readonly kind: string;
  readonly to: "member" | "agent" | "assistant";
  readonly memberId: string;
  readonly conversation: string | null;
  readonly decidedAt: EpochMs;
  /** Whether it goes out again; else it is left as it is. */
  readonly send: boolean;
  readonly why: string;
}

const PAGE = 500;

/**
 * What a replay would send, oldest first, each with its reason. A pure look: nothing is changed. "usage.invalid" when
 * the target is unknown, or names one message whose text is gone.
 */
export async function planReplay(
  reader: LedgerReader,
  request: ReplayRequest,
): Promise<readonly ReplayStep[]> {
  if (request.target === null && !request.failed && request.since === null) {
    throw new Failure("usage.invalid", "Nothing says what to replay.", {
      fix: "Name a message, conversation, member or case, or pass --failed or --since.",
    });
  }
  const target = request.target === null ? null : reader.resolve(request.target);
  const filter: RecordFilter = {
    target,
    since: request.since,
    until: null,
    words: [],
    state: request.failed ? "parked" : null,
  };
  const steps: ReplayStep[] = [];
  for (let after = 0, more = true; more;) {
    const page = reader.following(filter, after, PAGE);
    steps.push(...page.flatMap((record) => stepsOf(reader, record, request)));
    after = page.at(-1)?.seq ?? after;
    more = page.length === PAGE;
    // The daemon that looks has interactions to answer meanwhile.
    if (more) await nextTurn();
  }
  const named =
    target?.kind === "effect" ? steps.filter(({ effectId }) => effectId === target.effectId) : steps;
  if (target?.kind === "effect" || target?.kind === "message") refuseExpired(reader, named);
  return named;
}

function refuseExpired(reader: LedgerReader, steps: readonly ReplayStep[]): void {
  for (const { effectId } of steps) {
    const expiredAt = reader.effect(effectId)?.expiredAt ?? null;
    if (expiredAt === null) continue;
    throw new Failure("usage.invalid", `It cannot be sent again: ${expired(expiredAt)}.`, {
      where: `e${effectId}`,
      fix: "Its record stays in the ledger; what it said is gone for good.",
    });
  }
}

function stepsOf(
  reader: LedgerReader,
  record: LedgerRecord,
  { failed, to }: ReplayRequest,
): readonly ReplayStep[] {
  return record.effects
    .filter(({ direction }) => to === null || direction === to)
    .filter(({ state }) => !failed || state === "parked")
    .map((effect) => ({
      effectId: effect.effectId,
      message: `m${record.seq}`,
      kind: effect.kind,
      to: effect.direction,
      memberId: effect.memberId,
      conversation: effect.conversationId,
      decidedAt: effect.decidedAt,
      ...verdictOf(reader, effect),
    }));
}

function verdictOf(reader: LedgerReader, record: EffectRecord): Pick<ReplayStep, "send" | "why"> {
  const { state, kind, effect, failure, reason, expiredAt } = record;
  if (effect === null) return { send: false, why: expired(expiredAt) };
  if (state !== "pending" && reader.withdrawn(effect))
    return { send: false, why: "whoever said it has taken it back since" };
  switch (state) {
    case "pending":
      return { send: false, why: "it is on its way already" };
    case "parked":
      return { send: true, why: `it was given up: ${failure?.message ?? "no reason was kept"}` };
    case "done":
      // Lines are looked up by their key first; other steps would be done a second time.
      return kind === "say" || kind === "post"
        ? { send: true, why: "it was delivered: looked up, and sent only if it is gone over there" }
        : { send: false, why: "it was done, and is no line that could be missing" };
    case "dropped":
      return kind === "say" || kind === "post"
        ? { send: true, why: `it was dropped: ${reason ?? "no reason was kept"}` }
        : { send: false, why: "it was dropped, and is no line that could be missing" };
  }
}

function expired(at: EpochMs | null): string {
  return at === null ? "its text is gone" : `its text was dropped by retention on ${day(at)}`;
}

const day = (at: EpochMs): string => new Date(at).toISOString().slice(0, 10);
