import type { DoorAnswer } from "../domain/door.ts";
import type { Conversation } from "../domain/conversation.ts";
import { asFailure } from "../domain/failure.ts";
import type { CaseNumber, ConversationId } from "../domain/ids.ts";
import type { Admitted } from "./access/admission.ts";
import { wantedChange } from "./actions/case-form.ts";
import { effectIn, type Form } from "./actions/form.ts";
import type { Answered } from "./gate.ts";
import { beforeIn, cookiesOf, frameOf, notParked, type PageParts, saidAt, saidIn } from "./page-parts.ts";
import { casePage } from "./pages/case-page.ts";
import { conversationPage } from "./pages/conversation-page.ts";
import type { Frame, Said } from "./pages/frame.ts";
import type { RefusalReason } from "./pages/refusal-page.ts";
import type { CaseForm } from "./paths.ts";

interface Shown {
  readonly before?: number | null;
  readonly status?: number;
  readonly said?: Said | null;
  readonly typed?: Frame["typed"];
}

/** The pages of one case, and what can be done there. Whoever comes here may see the case. */
export function createCasePages(parts: PageParts) {
  return {
    show: async (who: Admitted, number: CaseNumber, query: URLSearchParams): Answered =>
      showCase(parts, who, number, { before: beforeIn(query), said: saidIn(query) }),

    async conversation(
      who: Admitted,
      { number, id }: { readonly number: CaseNumber; readonly id: ConversationId },
      query: URLSearchParams,
    ): Answered {
      const before = beforeIn(query);
      const view = parts.reader.conversationPage(id, before);
      if (view === null || !maySee(parts, who, number, view.conversation)) return "not-found";
      const frame = frameOf(parts, who, null, {});
      const page = conversationPage(frame, view, { number, earlier: before !== null });
      return parts.answers.page("by-flex", 200, page, cookiesOf(who));
    },

    /** Somebody's file is handed over to be saved, and never shown as a page of ours, whatever it is. */
    async file(
      who: Admitted,
      { number, id }: { readonly number: CaseNumber; readonly id: number },
    ): Answered {
      const opened = (await parts.files?.open(number, id)) ?? null;
      if (opened === null) return "not-found";
      return parts.answers.file(opened.file, opened.body, cookiesOf(who));
    },

    act: (
      who: Admitted,
      { number, form: kind }: { readonly number: CaseNumber; readonly form: CaseForm },
      form: Form,
    ): Answered =>
      kind === "replay" ? replay(parts, who, number, form) : change(parts, who, { number, kind, form }),
  };
}

export type CasePages = ReturnType<typeof createCasePages>;

function showCase(
  parts: PageParts,
  who: Admitted,
  number: CaseNumber,
  { before = null, status = 200, said = null, typed = {} }: Shown,
): DoorAnswer | RefusalReason {
  const { reader, actions, files, answers } = parts;
  const view = reader.casePage(number, before);
  if (view === null) return "not-found";
  const beside = {
    files: files?.list(number) ?? [],
    next: actions.nextStatuses(view.case.status),
    earlier: before !== null,
  };
  const page = casePage(frameOf(parts, who, said, typed), view, beside);
  return answers.page("by-flex", status, page, cookiesOf(who));
}

/** An agent sees the case's own conversations and the others of the member they talk to; anybody else's are not there. */
function maySee(
  { reader }: PageParts,
  { viewer }: Admitted,
  number: CaseNumber,
  { id, memberId }: Conversation,
): boolean {
  return (
    viewer.by === "staff" ||
    viewer.memberId === memberId ||
    reader.conversationsOf(number).some((one) => one.id === id)
  );
}

async function change(
  parts: PageParts,
  who: Admitted,
  asked: { readonly number: CaseNumber; readonly kind: Exclude<CaseForm, "replay">; readonly form: Form },
): Answered {
  const { actions, answers, paths } = parts;
  const { number, kind, form } = asked;
  const wanted = wantedChange(kind, form);
  if (wanted === null) return "not-understood";
  try {
    await actions.changeCase(number, wanted, who.viewer);
    return answers.redirect("by-flex", saidAt(paths.case(number), kind), cookiesOf(who));
  } catch (thrown) {
    const { code, message, fix = null } = asFailure(thrown);
    if (code === "case.not-found") return "not-found";
    if (code === "bug.unexpected") throw thrown;
    const status = code === "case.refused" ? 409 : 503;
    const said: Said = { kind: "refused", text: message, fix };
    return showCase(parts, who, number, { status, said, typed: { [kind]: form.field(kind) } });
  }
}

async function replay(parts: PageParts, who: Admitted, number: CaseNumber, form: Form): Answered {
  const { reader, actions, answers, paths } = parts;
  const effectId = effectIn(form);
  if (effectId === null) return "not-understood";
  const parked = reader.parkedEffect(effectId);
  if (parked !== null && parked.caseNumber !== number) return "not-found";
  const sent = parked !== null && (await actions.replay(effectId, who.viewer));
  return sent
    ? answers.redirect("by-flex", saidAt(paths.case(number), "replay"), cookiesOf(who))
    : showCase(parts, who, number, { status: 409, said: notParked });
}
