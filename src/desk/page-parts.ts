import type { EpochMs } from "../domain/ids.ts";
import type { Admitted } from "./access/admission.ts";
import type { Sessions } from "./access/sessions.ts";
import { done } from "./actions/case-form.ts";
import type { Answers } from "./answers.ts";
import type { Frame, Said } from "./pages/frame.ts";
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

export function frameOf(parts: PageParts, who: Admitted, said: Said | null, typed: Frame["typed"]): Frame {
  const { paths, sessions, now } = parts;
  return { paths, viewer: who.viewer, now: now(), csrf: sessions.formToken(who.sessionId), said, typed };
}

export function cookiesOf({ cookie }: Admitted): readonly string[] {
  return cookie === null ? [] : [cookie];
}

/** Somebody else was faster. */
export const notParked: Said = {
  kind: "refused",
  text: "It is not waiting for anybody any more.",
  fix: "Somebody else has sent it again or dropped it, or what it said is not kept any more.",
};

const SAID = "said";

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
