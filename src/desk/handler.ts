import type { DoorAnswer, DoorRequest } from "../domain/door.ts";
import type { CaseNumber } from "../domain/ids.ts";
import type { AdmissionDesk } from "./access/admission.ts";
import type { SignIn, SignInAnswer } from "./access/sign-in.ts";
import { LINK_PARAMETER } from "./access/task-link.ts";
import type { Answers } from "./answers.ts";
import type { Assets } from "./assets.ts";
import type { CasePages } from "./case-pages.ts";
import type { Gate } from "./gate.ts";
import type { DeskPaths } from "./paths.ts";
import type { Asked } from "./routes.ts";
import type { StaffPages } from "./staff-pages.ts";

export interface HandlerParts {
  readonly admission: AdmissionDesk;
  readonly gate: Gate;
  /** Null when nobody can sign in. */
  readonly signIn: SignIn | null;
  readonly cases: CasePages;
  readonly staffPages: StaffPages;
  readonly answers: Answers;
  readonly assets: Assets;
  readonly paths: DeskPaths;
}

type StaffAsked = "operations" | "search" | "replay" | "sign-out";
type CaseAsked = "case" | "conversation" | "file" | "case-form";

/** Leads each request to who answers it: first what anybody may ask, then a case's pages, then the staff's. */
export function createHandler(parts: HandlerParts) {
  return async (asked: Asked | null, request: DoorRequest): Promise<DoorAnswer> => {
    if (asked === null) return parts.gate.refuse("not-found", request);
    switch (asked.what) {
      case "asset":
        return handAsset(parts, asked.name, request);
      case "sign-in":
      case "signed-in":
        return signInStep(parts, asked.what, request);
      case "case":
      case "conversation":
      case "file":
      case "case-form":
        return caseStep(parts, asked, request);
      case "operations":
      case "search":
      case "replay":
      case "sign-out":
        return staffStep(parts, asked.what, request);
    }
  };
}

function handAsset({ assets, answers, gate }: HandlerParts, name: string, request: DoorRequest): DoorAnswer {
  const asset = assets.find(name);
  return asset === null ? gate.refuse("not-found", request) : answers.asset(asset.contentType, asset.content);
}

async function signInStep(
  { signIn, gate, answers }: HandlerParts,
  what: "sign-in" | "signed-in",
  request: DoorRequest,
): Promise<DoorAnswer> {
  if (signIn === null) return gate.refuse("not-found", request);
  const to = new URLSearchParams(request.query).get("to") ?? "";
  const answer: SignInAnswer = what === "sign-in" ? signIn.begin(to) : await signIn.finish(request);
  return "refused" in answer
    ? gate.refuse(answer.refused, request)
    : answers.redirect("by-nobody", answer.location, answer.cookies);
}

function caseStep(
  parts: HandlerParts,
  asked: Extract<Asked, { readonly what: CaseAsked }>,
  request: DoorRequest,
): Promise<DoorAnswer> | DoorAnswer {
  const { admission, gate, cases } = parts;
  const { number } = asked;
  const query = new URLSearchParams(request.query);
  const token = asked.what === "case" ? query.get(LINK_PARAMETER) : null;
  if (token !== null) return redeem(parts, number, { token, request });
  const admitted = admission.toCase(request, number);
  switch (asked.what) {
    case "case":
      return gate.admit(admitted, request, (who) => cases.show(who, number, query));
    case "conversation":
      return gate.admit(admitted, request, (who) => cases.conversation(who, asked, query));
    case "file":
      return gate.admit(admitted, request, (who) => cases.file(who, asked));
    case "case-form":
      return gate.admitForm(admitted, request, (who, form) => cases.act(who, asked, form));
  }
}

/** The browser is led to the page without the token, so that it stands in no history and no referrer. */
function redeem(
  { admission, gate, answers, paths }: HandlerParts,
  number: CaseNumber,
  { token, request }: { readonly token: string; readonly request: DoorRequest },
): DoorAnswer {
  const redeemed = admission.redeem(request, number, token);
  return "refused" in redeemed
    ? gate.refuse(redeemed.refused, request)
    : answers.redirect("by-flex", paths.case(number), [redeemed.cookie]);
}

function staffStep(
  { admission, gate, staffPages }: HandlerParts,
  what: StaffAsked,
  request: DoorRequest,
): Promise<DoorAnswer> {
  const admitted = admission.toStaffPages(request);
  const query = new URLSearchParams(request.query);
  switch (what) {
    case "operations":
      return gate.admit(admitted, request, (who) => staffPages.operations(who, query));
    case "search":
      return gate.admit(admitted, request, (who) => staffPages.search(who, query));
    case "replay":
      return gate.admitForm(admitted, request, (who, form) => staffPages.replay(who, form));
    case "sign-out":
      return gate.admitForm(admitted, request, () => staffPages.signOut());
  }
}
