import type { CaseFigures, CaseFilter, CasePage, KeptFile } from "../cases/ports.ts";
import type { Actor, Case, CaseAction, CaseChange, CaseRules, Changed } from "../domain/case.ts";
import type { Clock } from "../domain/clock.ts";
import { Failure } from "../domain/failure.ts";
import type { CaseNumber, ConversationId, EpochMs, MemberId } from "../domain/ids.ts";
import type { LedgerReader, Target } from "./ports.ts";

export type { CaseFigures, CasePage, KeptFile } from "../cases/ports.ts";

/** Which cases, as an operator says it. */
export interface CaseQuery extends Omit<CaseFilter, "memberId" | "conversation"> {
  /** A member or a conversation as typed; see `LedgerReader.resolve`. */
  readonly about: string | null;
}

/** A case with all that happened to it, oldest first. */
export interface CaseFile {
  readonly case: Case;
  readonly history: readonly CaseChange[];
  readonly files: readonly KeptFile[];
}

/** What an operator can ask of cases and do to them. */
export interface CaseService {
  listCases(query: CaseQuery, page: CasePage): Promise<readonly Case[]>;
  /** "case.not-found" */
  showCase(number: CaseNumber): Promise<CaseFile>;
  /**
   * All of the actions or none of them, in the operator's name. Gives the case as it then is.
   * "case.not-found", "case.refused"
   */
  changeCase(number: CaseNumber, actions: readonly CaseAction[], operator: string): Promise<Case>;
  caseFigures(since: EpochMs): Promise<CaseFigures>;
}

/** Changes a case where it is kept; the process that holds the database does it. */
export type ChangeCase = (number: CaseNumber, make: (found: Case) => Changed) => Promise<Case>;

/** How operators see cases through any reader, and change them by way of whoever may. */
export function createCaseService(reader: LedgerReader, changeCase: CaseService["changeCase"]): CaseService {
  const { cases } = reader;
  return {
    changeCase,
    listCases: async (query, page) => cases.list(filterOf(query, reader), page),
    async showCase(number) {
      const found = cases.find(number);
      if (found === null) throw notFound(number);
      return { case: found, history: cases.history(number), files: cases.files(number) };
    },
    caseFigures: async (since) => cases.figures(since),
  };
}

/** Several actions as one change. */
export function caseChanger(
  change: ChangeCase,
  parts: {
    readonly find: (number: CaseNumber) => Case | null;
    readonly rules: CaseRules;
    readonly clock: Clock;
  },
): CaseService["changeCase"] {
  const { find, rules, clock } = parts;
  return (number, actions, operator) => {
    for (const action of actions)
      if (action.do === "duplicate-of") refuseMissing(number, find(action.number), action);
    const actor: Actor = { by: "operator", name: operator };
    return change(number, (found) => changeInTurn(rules, found, actions, { actor, now: clock.now() }));
  };
}

/** What several actions together make of a case, in their order. Throws what any of them throws. */
export function changeInTurn(
  rules: CaseRules,
  found: Case,
  actions: readonly CaseAction[],
  { actor, now }: { readonly actor: Actor; readonly now: EpochMs },
): Changed {
  let made: Changed = { case: found, changes: [], breachAt: null };
  for (const action of actions) {
    const next = rules.change(made.case, action, actor, now);
    made = { ...next, changes: [...made.changes, ...next.changes] };
  }
  return made;
}

/** What is a duplicate itself goes on nowhere: links never form a chain, and so no ring. */
function refuseMissing(
  number: CaseNumber,
  original: Case | null,
  { number: wanted }: Extract<CaseAction, { readonly do: "duplicate-of" }>,
): void {
  if (original === null) throw notFound(wanted);
  if (original.duplicateOf === null) return;
  throw new Failure("case.refused", `Case ${wanted} is a duplicate itself.`, {
    fix:
      original.duplicateOf === number
        ? `It already points at case ${number}.`
        : `Name the case that goes on in its place: ${original.duplicateOf}.`,
  });
}

function filterOf({ about, ...rest }: CaseQuery, reader: LedgerReader): CaseFilter {
  const target = about === null ? null : reader.resolve(about);
  return { ...rest, memberId: memberOf(target), conversation: conversationOf(target) };
}

function memberOf(target: Target | null): MemberId | null {
  return target?.kind === "member" ? target.id : null;
}

function conversationOf(target: Target | null): ConversationId | null {
  if (target === null || target.kind === "member") return null;
  if (target.kind === "conversation") return target.id;
  throw new Failure("usage.invalid", "Cases are listed by a member or a conversation.", {
    fix: "Name `@` with a member's id or name, or a conversation's id.",
  });
}

function notFound(number: CaseNumber): Failure {
  return new Failure("case.not-found", `There is no case ${number}.`, {
    fix: "`flexcord cases list` shows those there are.",
  });
}

/** As many as one question brings. */
const PAGE = 200;

/** Every case that fits, the newest first, a page at a time: however many there are, few are held. */
export async function* eachCase(
  service: Pick<CaseService, "listCases">,
  query: CaseQuery,
  most: number,
): AsyncGenerator<Case> {
  let before: CaseNumber | null = null;
  for (let left = most; left > 0;) {
    const limit = Math.min(PAGE, left);
    const page = await service.listCases(query, { before, limit });
    yield* page;
    left -= page.length;
    before = page.at(-1)?.number ?? null;
    if (page.length < limit) return;
  }
}
