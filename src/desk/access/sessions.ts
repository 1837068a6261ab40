import { randomBytes } from "node:crypto";
import type { CaseNumber, EpochMs, TaskId } from "../../domain/ids.ts";
import type { DeskPaths } from "../paths.ts";
import { cookieValues, setCookie } from "./cookies.ts";
import type { Sealer } from "./seal.ts";

/** Whoever redeemed a task's link, and may see its case. */
export interface CaseSession {
  readonly id: string;
  readonly number: CaseNumber;
  readonly taskId: TaskId;
  readonly until: EpochMs;
}

/** Whoever signed in, with a role of the staff. */
export interface StaffSession {
  readonly id: string;
  readonly userId: string;
  readonly name: string;
  readonly until: EpochMs;
}

type Timed = Pick<CaseSession, "until">;

const CASE_COOKIE = "__Secure-flexcord-case";
const STAFF_COOKIE = "__Secure-flexcord-staff";
/** Whatever is open asks again long before; a stolen cookie is not good for longer. */
const CASE_MS = 30 * 60_000;
/** Roles are looked at when somebody signs in: who lost theirs is out after this long. */
const STAFF_MS = 60 * 60_000;

/** Sessions live in signed cookies: nothing has to be kept here, and a restart throws nobody out. */
export function createSessions(sealer: Sealer, paths: DeskPaths, now: () => EpochMs) {
  const inTime = <Session extends Timed>(opened: readonly (Session | null)[]): Session | null =>
    opened.find((one) => one !== null && one.until > now()) ?? null;
  const caseCookie = (session: CaseSession): string =>
    setCookie({
      name: CASE_COOKIE,
      value: sealer.seal("case session", session),
      // An agent works on several cases at once, and each page shall speak for its own alone.
      path: paths.case(session.number),
      reach: "embedded",
      maxAgeSeconds: CASE_MS / 1000,
    });
  const staffCookie = (value: string, maxAgeSeconds: number): string =>
    setCookie({ name: STAFF_COOKIE, value, path: paths.home, reach: "own-site", maxAgeSeconds });

  return {
    /** The cookie of a new session. */
    beginCase: (number: CaseNumber, taskId: TaskId): string =>
      caseCookie({ id: newId(), number, taskId, until: now() + CASE_MS }),
    /** The cookie of the same session, good for as long again. */
    renewCase: (session: CaseSession): string => caseCookie({ ...session, until: now() + CASE_MS }),
    caseSession: (header: string | undefined) =>
      inTime(
        cookieValues(header, CASE_COOKIE).map(
          (one) => sealer.open("case session", one) as CaseSession | null,
        ),
      ),
    beginStaff: (userId: string, name: string): string => {
      const session: StaffSession = { id: newId(), userId, name, until: now() + STAFF_MS };
      return staffCookie(sealer.seal("staff session", session), STAFF_MS / 1000);
    },
    endStaff: (): string => staffCookie("", 0),
    staffSession: (header: string | undefined) =>
      inTime(
        cookieValues(header, STAFF_COOKIE).map(
          (one) => sealer.open("staff session", one) as StaffSession | null,
        ),
      ),
    /** What every form of a session has to bring along. */
    formToken: (id: string): string => sealer.sign("form", id),
    isFormToken: (id: string, token: string): boolean => sealer.isSigned("form", id, token),
  };
}

export type Sessions = ReturnType<typeof createSessions>;

function newId(): string {
  return randomBytes(16).toString("base64url");
}
