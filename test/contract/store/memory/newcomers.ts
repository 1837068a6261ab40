import type { Arrival, Newcomers, Span } from "../../../../src/bridge/ports.ts";
import type { EpochMs, MemberId } from "../../../../src/domain/ids.ts";
import type { State } from "./state.ts";

export type NewcomersState = Pick<State, "newcomers" | "raid">;

/** What a member's decision sees of all newcomers. */
export function newcomersFor({ newcomers, raid }: NewcomersState, memberId: MemberId): Newcomers {
  const others = [...newcomers].filter(([id]) => id !== memberId).map(([, one]) => one);
  const own = newcomers.get(memberId)?.openedAt ?? null;
  return {
    asked: (nth, span) =>
      nthLast(
        nth,
        span,
        others.map(({ askedAt }) => askedAt),
      ),
    opened: (nth, span) =>
      nthLast(
        nth,
        span,
        others.map(({ openedAt }) => openedAt),
      ),
    wasOpened: (span) => nthLast(1, span, [own]) !== null,
    raid: () => raid,
  };
}

function nthLast(nth: number, { after, upTo }: Span, times: readonly (EpochMs | null)[]): EpochMs | null {
  const within = times.filter((at) => at !== null).filter((at) => at > after && at <= upTo);
  return within.toSorted((a, b) => b - a)[nth - 1] ?? null;
}

export function arrive(
  state: NewcomersState,
  memberId: MemberId,
  { askedAt, openedAt, raid }: Arrival,
): void {
  const known = state.newcomers.get(memberId);
  state.newcomers.set(memberId, {
    askedAt: Math.max(askedAt, known?.askedAt ?? askedAt),
    openedAt: openedAt ?? known?.openedAt ?? null,
  });
  if (raid !== null && raid.since >= (state.raid?.since ?? raid.since)) state.raid = raid;
}
