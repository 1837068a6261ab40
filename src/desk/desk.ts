import type { Route } from "../domain/door.ts";
import type { EpochMs } from "../domain/ids.ts";
import type { Log } from "../domain/log.ts";
import { createAdmission } from "./access/admission.ts";
import { createFailureLimit } from "./access/failure-limit.ts";
import { createSealer } from "./access/seal.ts";
import { createSessions } from "./access/sessions.ts";
import { createSignIn } from "./access/sign-in.ts";
import { createAnswers } from "./answers.ts";
import type { Assets } from "./assets.ts";
import { createCasePages } from "./case-pages.ts";
import { createGate } from "./gate.ts";
import { createHandler } from "./handler.ts";
import { deskPaths } from "./paths.ts";
import type { CaseFiles, DeskActions, DeskReader, DeskSignIn } from "./ports.ts";
import { deskRoutes } from "./routes.ts";
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

/** The pages people look at, as doors of ours. */
export function createDesk(options: DeskOptions): readonly Route[] {
  const { reader, actions, files, staff, publicUrl, frameAncestors, assets, now, log, signal } = options;
  const { origin } = new URL(publicUrl);
  const paths = deskPaths(publicUrl, assets.version);
  const sealer = createSealer(options.key);
  const sessions = createSessions(sealer, paths, now);
  const limit = (most: number) => createFailureLimit({ most, spanMs: TEN_MINUTES, now });
  const badLinks = limit(MOST_BAD_LINKS);
  const answers = createAnswers({ paths, publicUrl, frameAncestors, canSignIn: staff !== null });
  const shown = { reader, actions, files, answers, paths, sessions, now };
  const returning = { redirectUri: origin + paths.signedIn, badCodes: limit(MOST_BAD_CODES) };
  return deskRoutes(
    createHandler({
      admission: createAdmission({ sealer, sessions, doorkeeper: reader, badLinks, now }),
      gate: createGate({ answers, sessions, paths, origin }),
      signIn:
        staff === null
          ? null
          : createSignIn({ ...staff, ...returning, sealer, sessions, paths, now, log, signal }),
      cases: createCasePages(shown),
      staffPages: createStaffPages(shown),
      answers,
      assets,
      paths,
    }),
  );
}
