import type { CaseNumber, ConversationId } from "../domain/ids.ts";

/** What a form of the case page asks for: POST to `paths.action(number, one of these)`. */
export type CaseForm = (typeof caseForms)[number];
/** Fields: `status`; `priority`; `tags` (all of them, with commas); `assignee` (empty for nobody); `note`; `effect`. */
export const caseForms = ["status", "priority", "tags", "assignee", "note", "replay"] as const;

/** Where everything of the desk is, as a page links to it. */
export interface DeskPaths {
  /** The operator's page. */
  readonly home: string;
  readonly search: string;
  readonly signIn: string;
  /** Where Discord sends the browser back to. */
  readonly signedIn: string;
  readonly signOut: string;
  /** POST with `effect`: the operator's way to send something parked again. */
  readonly replay: string;
  case(number: CaseNumber): string;
  action(number: CaseNumber, form: CaseForm): string;
  /** Below the case, because who sees the one may see the other. */
  conversation(number: CaseNumber, id: ConversationId): string;
  file(number: CaseNumber, id: number): string;
  /** A file of src/desk/page by its name, such as `desk.css`. */
  asset(name: string): string;
}

/** Where the desk is on our own listener. */
export const DESK_PATH = "/desk";

/**
 * @param publicUrl what stands before `/desk` for browsers: a proxy may put a path there
 * @param version changes with the assets, which are kept for long
 */
export function deskPaths(publicUrl: string, version: string): DeskPaths {
  const base = new URL(publicUrl).pathname.replace(/\/+$/u, "") + DESK_PATH;
  const of = (number: CaseNumber) => `${base}/cases/${number}`;
  return {
    home: base,
    search: `${base}/search`,
    signIn: `${base}/sign-in`,
    signedIn: `${base}/signed-in`,
    signOut: `${base}/sign-out`,
    replay: `${base}/replay`,
    case: of,
    action: (number, form) => `${of(number)}/${form}`,
    conversation: (number, id) => `${of(number)}/conversations/${encodeURIComponent(id)}`,
    file: (number, id) => `${of(number)}/files/${id}`,
    asset: (name) => `${base}/assets/${version}/${name}`,
  };
}
