import type { EpochMs } from "../domain/ids.ts";
import type { EffectRecord, LedgerReader } from "./ports.ts";

/** One thing that was given up and waits for somebody to look at it. */
export interface ParkedItem {
  readonly effectId: number;
  readonly message: string;
  readonly kind: string;
  readonly to: "member" | "agent" | "assistant";
  readonly memberId: string;
  readonly memberName: string | null;
  readonly conversation: string | null;
  readonly case: number | null;
  readonly decidedAt: EpochMs;
  readonly parkedAt: EpochMs;
  readonly attempts: number;
  /** A code of the failure catalogue, and what happened. */
  readonly code: string;
  readonly why: string;
  readonly advice: string;
}

export function parkedItems(reader: LedgerReader): readonly ParkedItem[] {
  return reader.parked().map((effect) => {
    const [record] = reader.records([effect.eventSeq]);
    return {
      effectId: effect.effectId,
      message: `m${effect.eventSeq}`,
      kind: effect.kind,
      to: effect.direction,
      memberId: effect.memberId,
      memberName: record?.memberName ?? null,
      conversation: effect.conversationId,
      case: record?.caseNumber ?? null,
      decidedAt: effect.decidedAt,
      parkedAt: effect.settledAt ?? effect.decidedAt,
      attempts: effect.attempts,
      code: effect.failure?.code ?? "bug.unexpected",
      why: effect.failure?.message ?? "no reason was kept",
      advice: adviceFor(effect),
    };
  });
}

function adviceFor({ failure, effect }: EffectRecord): string {
  if (effect === null) return "Its text is gone: drop it.";
  const code = failure?.code ?? "";
  switch (code) {
    case "member.unreachable":
      return "The member takes no direct messages. Ask them to allow those on the server, then replay; or drop it.";
    case "twilio.closed":
    case "twilio.not-found":
      return "The conversation is over on the agents' side; the member's next message opens a new one. Drop it.";
    case "discord.not-found":
      return "The channel is gone on Discord. Drop it.";
    case "discord.permission":
    case "twilio.permission":
      return "Give flexcord the permission that the message names, then replay.";
    default:
      break;
  }
  if (code.startsWith("network.") || code.endsWith(".unavailable") || code.endsWith(".rate-limited"))
    return "It was tried for a day. Replay once the other side answers again.";
  if (code.startsWith("config.")) return "Correct what the message names, then replay.";
  if (code === "bug.unexpected")
    return "This is a fault of flexcord; its log says more. Replay after an update, or drop it.";
  return "See what the message says, then replay or drop it.";
}
