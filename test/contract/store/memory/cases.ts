import type { Situation } from "../../../../src/bridge/ports.ts";
import type { Case, CaseField, Changed } from "../../../../src/domain/case.ts";
import type { CaseChanged, InboundEvent, MemberEvent } from "../../../../src/domain/event.ts";
import type { MemberId } from "../../../../src/domain/ids.ts";
import type { State } from "./state.ts";

const OTHERS: ReadonlySet<CaseField> = new Set(["reporter", "note", "files", "missing-files"]);

/** Throws when a member changes more of a case than is theirs. */
export function refuseStrangers(state: State, memberId: MemberId, changed: Changed | undefined): void {
  if (changed === undefined) return;
  const { number } = changed.case;
  const before = state.cases[number - 1];
  const isNew = before === undefined && number === state.cases.length + 1;
  const owner = before?.memberId ?? memberId;
  const isTheirs =
    owner === memberId && changed.case.memberId === memberId && (isNew || before !== undefined);
  const isOpen = before !== undefined && changed.changes.every(({ field }) => OTHERS.has(field));
  if (!isTheirs && !isOpen) throw new Error("another member's case");
}

/** Stores a case and the news of it; gives whose lane has something to decide. */
export function recordCase(
  state: State,
  { case: now, changes }: Changed,
  record: (event: InboundEvent) => void,
): readonly MemberId[] {
  if (changes.length === 0) return [];
  state.cases[now.number - 1] = now;
  const turns = new Set<string | null>(["open", "waiting-for-us", "waiting-for-member"]);
  const isTurn = changes.every(
    ({ field, from, to }) => field === "status" && turns.has(from) && turns.has(to),
  );
  const { memberId, number, version, status } = now;
  const open = [...state.conversations.values()].find(
    (one) => one.memberId === memberId && one.endedAt === null,
  );
  const isElsewhere = open !== undefined && open.taskId !== null && open.caseNumber !== number;
  if (isTurn && now.postedAs === null && !isElsewhere) return [];
  const news: CaseChanged = { kind: "case.changed", memberId, caseNumber: number, version, status, changes };
  const at = changes[0]?.at ?? 0;
  const ended = changes.some(({ field, to }) => field === "status" && to === "resolved");
  record({ source: "case", sourceId: `${number}.${version}`, at, happening: news });
  for (const other of ended ? now.reporters : []) {
    const sourceId = `${number}.${version}.${other}`;
    record({ source: "case", sourceId, at, happening: { ...news, memberId: other, asReporter: true } });
  }
  return [memberId, ...(ended ? now.reporters : [])];
}

export function openCasesOf(state: State, memberId: MemberId): readonly Case[] {
  return state.cases
    .filter((one) => one.memberId === memberId && one.status !== "resolved" && one.status !== "closed")
    .toReversed();
}

export function casesSeen(
  state: State,
  memberId: MemberId,
): Pick<
  Situation,
  | "caseByNumber"
  | "caseFrom"
  | "similarCases"
  | "asked"
  | "memberCases"
  | "openCases"
  | "voteOn"
  | "caseAbout"
> {
  return {
    openCases: () => openCasesOf(state, memberId),
    memberCases: () => state.cases.filter((one) => one.memberId === memberId).toReversed(),
    caseByNumber: (number) => state.cases[number - 1] ?? null,
    caseFrom: (source) =>
      state.cases.find((one) => one.source === source && one.memberId === memberId) ?? null,
    similarCases: () => [],
    voteOn: () => null,
    caseAbout: () => null,
    asked(id) {
      const found = state.events.find(
        (one) => one.memberId === memberId && one.event.source === "discord" && one.event.sourceId === id,
      );
      return (found?.event.happening as MemberEvent | undefined) ?? null;
    },
  };
}
