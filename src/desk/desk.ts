import type { DoorAnswer, DoorRequest, Route } from "../domain/door.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { type Admission, type Admitted, createAdmission } from "./access/admission.ts";
import { createFailureLimit } from "./access/failure-limit.ts";
import { isFromOurPages } from "./access/origin.ts";
import { createSealer } from "./access/seal.ts";
import { createSessions } from "./access/sessions.ts";
import { createSignIn, type SignInAnswer } from "./access/sign-in.ts";
import { LINK_PARAMETER } from "./access/task-link.ts";
import { type Form, readForm } from "./actions/form.ts";
import { createAnswers } from "./answers.ts";
import type { Assets } from "./assets.ts";
import { createCasePages } from "./case-pages.ts";
import { DESK_PATH, deskPaths } from "./paths.ts";
import type { CaseFiles, DeskActions, DeskReader, DeskSignIn } from "./ports.ts";
import type { RefusalReason } from "./pages/refusal-page.ts";
import { type Asked, deskRoutes, framingOf } from "./routes.ts";
import { createStaffPages } from "./staff-pages.ts";

export interface DeskOptions {
  readonly reader: DeskReader;
  readonly actions: DeskActions;
  /** Null when nothing keeps files with cases. */
  readonly files: CaseFiles | null;
  /** Null when nobody can sign in: then there are case pages alone, by the links of their tasks. */
  readonly staff: { readonly discord: DeskSignIn; readonly roles: ReadonlySet<string> } | null;
  /** 32 bytes. Whoever has it can write links. */
  readonly key: Uint8Array;
  /** What stands before `/desk`; no slash at its end. */
  readonly publicUrl: string;
  /** Origins that may show case pages in a frame, beside Flex. */
  readonly frameAncestors: readonly string[];
  readonly assets: Assets;
  readonly now: () => EpochMs;
  readonly log: Log;
  readonly signal: AbortSignal;
}

const TEN_MINUTES = 10 * 60_000;
/** An agent's mistake is one or two of these. */
const MOST_BAD_LINKS = 20;
/** Discord blocks an address after 10,000 refused calls in ten minutes, which the bot would suffer as well. */
const MOST_BAD_CODES = 50;

/** The pages people look at. */
export function createDesk(options: DeskOptions): readonly Route[] {
  const { reader, staff, publicUrl, frameAncestors, assets, now, log, signal } = options;
  const { origin } = new URL(publicUrl);
  const paths = deskPaths(publicUrl, assets.version);
  const sealer = createSealer(options.key);
  const sessions = createSessions(sealer, paths, now);
  const limit = (most: number) => createFailureLimit({ most, spanMs: TEN_MINUTES, now });
  const admission = createAdmission({
    sealer,
    sessions,
    doorkeeper: reader,
    badLinks: limit(MOST_BAD_LINKS),
    now,
  });
  const answers = createAnswers({ paths, publicUrl, frameAncestors, canSignIn: staff !== null });
  const signIn =
    staff === null
      ? null
      : createSignIn({
          ...staff,
          sealer,
          sessions,
          paths,
          redirectUri: origin + paths.signedIn,
          badCodes: limit(MOST_BAD_CODES),
          now,
          log,
          signal,
        });
  const { actions, files } = options;
  const shown = { reader, actions, files, answers, paths, sessions, now };
  const cases = createCasePages(shown);
  const staffPages = createStaffPages(shown);

  const refuse = (reason: RefusalReason, { path }: DoorRequest): DoorAnswer =>
    answers.refuse(framingOf(path), reason, paths.home + path.slice(DESK_PATH.length));

  const admitted = async (
    admission: Admission,
    request: DoorRequest,
    show: (who: Admitted) => Promise<DoorAnswer | RefusalReason>,
  ): Promise<DoorAnswer> => {
    if ("refused" in admission) return refuse(admission.refused, request);
    const answer = await show(admission);
    return typeof answer === "string" ? refuse(answer, request) : answer;
  };

  /** A form counts when it came from a page of ours, in the session it was made for. */
  const formOf = (request: DoorRequest, { sessionId }: Admitted): Form | RefusalReason => {
    if (!isFromOurPages(request, origin)) return "not-ours";
    const form = readForm(request);
    if (form === null) return "not-understood";
    return sessions.isFormToken(sessionId, form.field("csrf")) ? form : "not-ours";
  };
  const withForm =
    (request: DoorRequest, act: (who: Admitted, form: Form) => Promise<DoorAnswer | RefusalReason>) =>
    async (who: Admitted) => {
      const form = formOf(request, who);
      return typeof form === "string" ? form : act(who, form);
    };

  const led = (answer: SignInAnswer, request: DoorRequest): DoorAnswer =>
    "refused" in answer
      ? refuse(answer.refused, request)
      : answers.redirect("by-nobody", answer.location, answer.cookies);

  const handle = async (asked: Asked | null, request: DoorRequest): Promise<DoorAnswer> => {
    const query = new URLSearchParams(request.query);
    switch (asked?.what) {
      case undefined:
        return refuse("not-found", request);
      case "asset": {
        const asset = assets.find(asked.name);
        return asset === null
          ? refuse("not-found", request)
          : answers.asset(asset.contentType, asset.content);
      }
      case "sign-in":
        return signIn === null
          ? refuse("not-found", request)
          : led(signIn.begin(query.get("to") ?? ""), request);
      case "signed-in":
        return signIn === null ? refuse("not-found", request) : led(await signIn.finish(request), request);
      case "operations":
        return admitted(admission.toStaffPages(request), request, (who) => staffPages.operations(who, query));
      case "search":
        return admitted(admission.toStaffPages(request), request, (who) => staffPages.search(who, query));
      case "replay":
        return admitted(admission.toStaffPages(request), request, withForm(request, staffPages.replay));
      case "sign-out":
        return admitted(admission.toStaffPages(request), request, withForm(request, staffPages.signOut));
      case "case": {
        const token = query.get(LINK_PARAMETER);
        if (token === null) {
          return admitted(admission.toCase(request, asked.number), request, (who) =>
            cases.show(who, asked.number, query),
          );
        }
        const redeemed = admission.redeem(request, asked.number, token);
        return "refused" in redeemed
          ? refuse(redeemed.refused, request)
          : answers.redirect("by-flex", paths.case(asked.number), [redeemed.cookie]);
      }
      case "conversation":
        return admitted(admission.toCase(request, asked.number), request, (who) =>
          cases.conversation(who, asked, query),
        );
      case "case-form":
        return admitted(
          admission.toCase(request, asked.number),
          request,
          withForm(request, (who, form) => cases.act(who, asked, form)),
        );
    }
  };

  return deskRoutes(handle);
}
