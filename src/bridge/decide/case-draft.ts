import type { Actor, Case, CaseAction, Changed, NewCase, Rating } from "../../domain/case.ts";
import type { Conversation, Member } from "../../domain/conversation.ts";
import type { Decision, Situation } from "../ports.ts";
import type { DecideContext } from "./policy.ts";

type Report = Omit<NewCase, "memberId" | "locale" | "conversation">;

/** What a decision makes of cases. It opens or changes one at most, in as many steps as it takes. */
export class CaseDraft {
  readonly #context: DecideContext;
  readonly #situation: Situation;
  #changed: Changed | undefined;
  #extra: Pick<Decision, "asModerator" | "owner" | "vote" | "about"> = {};

  constructor(context: DecideContext, situation: Situation) {
    this.#context = context;
    this.#situation = situation;
  }

  /** For the conversation: one of the member's that ended a short while ago goes on, or else there is a new one. */
  openFor(conversation: Conversation, title: string): Case {
    const ended = this.#situation.memberCases().find(({ kind }) => kind === "handoff");
    if (ended !== undefined && this.#context.cases.reopens(ended, this.#context.now)) {
      const actions = [
        { do: "link-conversation", conversation: conversation.id },
        { do: "member-wrote" },
      ] as const;
      this.#act(ended, actions, this.theMember());
      return ended;
    }
    const { id: memberId, locale } = this.#situation.member;
    return this.#open(
      {
        kind: "handoff",
        title,
        description: "",
        memberId,
        locale,
        priority: "normal",
        tags: [],
        conversation: conversation.id,
        source: null,
      },
      this.theMember(),
    );
  }

  /** For what the member reports; no conversation goes with it. */
  openReport(report: Report): Case {
    const { id: memberId, locale } = this.#situation.member;
    return this.#open({ ...report, memberId, locale, conversation: null }, this.theMember());
  }

  /** One that a moderator opens, for themself or somebody else. */
  openOnBehalf(owner: Pick<Member, "id" | "displayName">, report: Report): Case {
    const { member } = this.#situation;
    const locale = owner.id === member.id ? member.locale : this.#context.language;
    this.#extra = { ...this.#extra, asModerator: true, owner };
    return this.#open({ ...report, memberId: owner.id, locale, conversation: null }, this.#theModerator());
  }

  /** Does something to any case, as a moderator may. */
  moderate(found: Case, actions: readonly CaseAction[]): void {
    this.#extra = { ...this.#extra, asModerator: true };
    this.change(found, actions, this.#theModerator());
  }

  /** Does something to a case, whoever's it is: in one that is not theirs a member may only be counted and leave notes. */
  change(found: Case, actions: readonly CaseAction[], actor: Actor): void {
    this.#act(this.#changed?.case.number === found.number ? this.#changed.case : found, actions, actor);
  }

  /** Does something to the conversation's newest case. To one that is over, its member's rating or word alone. */
  changeLatest(action: CaseAction, actor: Actor): void {
    const { cases, now } = this.#context;
    const found = this.#latest();
    if (found === null) return;
    const isOver = found.status === "resolved" || found.status === "closed";
    const mayReopen = action.do === "member-wrote" && cases.reopens(found, now);
    if (isOver && action.do !== "rate" && !mayReopen) return;
    this.#act(found, [action], actor);
  }

  /** What goes along with what is decided on cases. */
  along(extra: Pick<Decision, "vote" | "about">): void {
    this.#extra = { ...this.#extra, ...extra };
  }

  /** What the member thinks of the case behind the conversation. */
  get rating(): Rating | null {
    return this.#latest()?.rating ?? null;
  }

  /** The member as who changes their case. */
  theMember(): Actor {
    const { id, displayName } = this.#situation.member;
    return { by: "member", memberId: id, name: displayName };
  }

  finish(): Pick<Decision, "changedCase" | "asModerator" | "owner" | "vote" | "about"> {
    return { ...(this.#changed === undefined ? {} : { changedCase: this.#changed }), ...this.#extra };
  }

  /** The member as one of the staff. */
  #theModerator(): Actor {
    const { id, displayName } = this.#situation.member;
    return { by: "staff", id, name: displayName };
  }

  #latest(): Case | null {
    return this.#changed?.case ?? this.#situation.latestCase;
  }

  #open(wanted: NewCase, actor: Actor): Case {
    const { cases, now } = this.#context;
    this.#changed = cases.open(this.#situation.nextCaseNumber, wanted, actor, now);
    return this.#changed.case;
  }

  #act(found: Case, actions: readonly CaseAction[], actor: Actor): void {
    let current = found;
    for (const action of actions) {
      const changed = this.#context.cases.change(current, action, actor, this.#context.now);
      current = changed.case;
      if (changed.changes.length === 0) continue;
      this.#changed = { ...changed, changes: [...(this.#changed?.changes ?? []), ...changed.changes] };
    }
  }
}
