import type { DoorAnswer, DoorRequest } from "../domain/door.ts";
import type { Admission, Admitted } from "./access/admission.ts";
import { isFromOurPages } from "./access/origin.ts";
import type { Sessions } from "./access/sessions.ts";
import { type Form, readForm } from "./actions/form.ts";
import type { Answers } from "./answers.ts";
import type { RefusalReason } from "./pages/refusal-page.ts";
import { DESK_PATH, type DeskPaths } from "./paths.ts";
import { framingOf } from "./routes.ts";

/** What became of a request: an answer, or why there is none. */
export type Answered = Promise<DoorAnswer | RefusalReason>;

export interface GateParts {
  readonly answers: Answers;
  readonly sessions: Sessions;
  readonly paths: DeskPaths;
  /** Of the desk's own pages. */
  readonly origin: string;
}

/** Stands before every page and every form. */
export function createGate({ answers, sessions, paths, origin }: GateParts) {
  const refuse = (reason: RefusalReason, { path }: DoorRequest): DoorAnswer =>
    answers.refuse(framingOf(path), reason, paths.home + path.slice(DESK_PATH.length));

  const admit = async (
    admission: Admission,
    request: DoorRequest,
    show: (who: Admitted) => Answered,
  ): Promise<DoorAnswer> => {
    const answer = "refused" in admission ? admission.refused : await show(admission);
    return typeof answer === "string" ? refuse(answer, request) : answer;
  };

  const formOf = (request: DoorRequest, { sessionId }: Admitted): Form | RefusalReason => {
    if (!isFromOurPages(request, origin)) return "not-ours";
    const form = readForm(request);
    if (form === null) return "not-understood";
    return sessions.isFormToken(sessionId, form.field("csrf")) ? form : "not-ours";
  };

  return {
    refuse,
    admit,
    /** A form counts when it came from a page of ours, in the session it was made for. */
    admitForm: (
      admission: Admission,
      request: DoorRequest,
      act: (who: Admitted, form: Form) => Answered,
    ): Promise<DoorAnswer> =>
      admit(admission, request, async (who) => {
        const form = formOf(request, who);
        return typeof form === "string" ? form : act(who, form);
      }),
  };
}

export type Gate = ReturnType<typeof createGate>;
