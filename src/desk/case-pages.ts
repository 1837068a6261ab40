import type { DoorAnswer } from "../domain/door.ts";
import type { Conversation } from "../domain/conversation.ts";
import { asFailure } from "../domain/failure.ts";
import type { CaseNumber, ConversationId, EpochMs } from "../domain/ids.ts";
import type { Admitted } from "./access/admission.ts";
import type { Sessions } from "./access/sessions.ts";
import { done, wantedChange } from "./actions/case-form.ts";
import { effectIn, type Form } from "./actions/form.ts";
import type { Answers } from "./answers.ts";
import { casePage } from "./pages/case-page.ts";
import { conversationPage } from "./pages/conversation-page.ts";
import type { Frame, Said } from "./pages/frame.ts";
import type { RefusalReason } from "./pages/refusal-page.ts";
import { type CaseForm, caseForms, type DeskPaths } from "./paths.ts";
import type { CaseFiles, DeskActions, DeskReader } from "./ports.ts";

/** What pages are made with. */
export interface PageParts {
  readonly reader: DeskReader;
  readonly actions: DeskActions;
  /** Null when nothing keeps files with cases. */
  readonly files: CaseFiles | null;
  readonly answers: Answers;
  readonly paths: DeskPaths;
  readonly sessions: Sessions;
  readonly now: () => EpochMs;
}

type Answered = Promise<DoorAnswer | RefusalReason>;

/** The pages of one case, and what can be done there. Whoever comes here may see the case. */
export function createCasePages(parts: PageParts) {
  const { reader, actions, files, answers, paths } = parts;

  const show = (
    who: Admitted,
    number: CaseNumber,
    options: {
      readonly before?: number | null;
      readonly status?: number;
      readonly said?: Said | null;
      readonly typed?: Frame["typed"];
    },
  ): DoorAnswer | RefusalReason => {
    const { before = null, status = 200, said = null, typed = {} } = options;
    const view = reader.casePage(number, before);
    if (view === null) return "not-found";
    const beside = {
      files: files?.list(number) ?? [],
      next: actions.nextStatuses(view.case.status),
      earlier: before !== null,
    };
    const page = casePage(frameOf(parts, who, said, typed), view, beside);
    return answers.page("by-flex", status, page, cookiesOf(who));
  };

  const replay = async (who: Admitted, number: CaseNumber, form: Form): Answered => {
    const effectId = effectIn(form);
    if (effectId === null) return "not-understood";
    if (reader.parkedEffect(effectId)?.caseNumber !== number) return "not-found";
    const sent = await actions.replay(effectId, who.viewer);
    return sent
      ? answers.redirect("by-flex", saidAt(paths.case(number), "replay"), cookiesOf(who))
      : show(who, number, { status: 409, said: notParked });
  };

  /** An agent sees the case's own conversations and the others of the member they talk to; anybody else's are not there. */
  const maySee = ({ viewer }: Admitted, number: CaseNumber, { id, memberId }: Conversation): boolean =>
    viewer.by === "staff" ||
    viewer.memberId === memberId ||
    reader.conversationsOf(number).some((one) => one.id === id);

  return {
    async show(who: Admitted, number: CaseNumber, query: URLSearchParams): Answered {
      return show(who, number, { before: beforeIn(query), said: saidIn(query) });
    },

    async conversation(
      who: Admitted,
      { number, id }: { readonly number: CaseNumber; readonly id: ConversationId },
      query: URLSearchParams,
    ): Answered {
      const view = reader.conversationPage(id, beforeIn(query));
      if (view === null || !maySee(who, number, view.conversation)) return "not-found";
      const earlier = query.has("before");
      const page = conversationPage(frameOf(parts, who, null, {}), view, { number, earlier });
      return answers.page("by-flex", 200, page, cookiesOf(who));
    },

    async act(
      who: Admitted,
      { number, form: kind }: { readonly number: CaseNumber; readonly form: CaseForm },
      form: Form,
    ): Answered {
      if (kind === "replay") return replay(who, number, form);
      const wanted = wantedChange(kind, form);
      if (wanted === null) return "not-understood";
      try {
        await actions.changeCase(number, wanted, who.viewer);
        return answers.redirect("by-flex", saidAt(paths.case(number), kind), cookiesOf(who));
      } catch (thrown) {
        const failure = asFailure(thrown);
        if (failure.code === "case.not-found") return "not-found";
        if (failure.code === "bug.unexpected") throw thrown;
        const said: Said = { kind: "refused", text: failure.message, fix: failure.fix ?? null };
        const status = failure.code === "case.refused" ? 409 : 503;
        return show(who, number, { status, said, typed: { [kind]: form.field(kind) } });
      }
    },
  };
}

const SAID = "said";

export const notParked: Said = {
  kind: "refused",
  text: "It is not waiting for anybody any more.",
  fix: "Somebody else has sent it again or dropped it, or what it said is not kept any more.",
};

export function frameOf(parts: PageParts, who: Admitted, said: Said | null, typed: Frame["typed"]): Frame {
  const { paths, sessions, now } = parts;
  return { paths, viewer: who.viewer, now: now(), csrf: sessions.formToken(who.sessionId), said, typed };
}

export function cookiesOf({ cookie }: Admitted): readonly string[] {
  return cookie === null ? [] : [cookie];
}

/** The page that a form leads to tells what became of it: by a word of ours, so that no link can put words there. */
export function saidAt(path: string, form: CaseForm): string {
  return `${path}?${SAID}=${form}`;
}

export function saidIn(query: URLSearchParams): Said | null {
  const form = caseForms.find((one) => one === query.get(SAID));
  return form === undefined ? null : { kind: "done", text: done[form], fix: null };
}

/** Where a timeline or a search goes on. */
export function beforeIn(query: URLSearchParams): number | null {
  const text = query.get("before") ?? "";
  return /^\d{1,15}$/u.test(text) ? Number(text) : null;
}
