import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { DoorRequest } from "../../domain/door.ts";
import { asFailure } from "../../domain/failure.ts";
import type { EpochMs } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import type { RefusalReason } from "../pages/refusal-page.ts";
import type { DeskPaths } from "../paths.ts";
import type { DeskSignIn } from "../ports/access.ts";
import { cookieValues, setCookie } from "./cookies.ts";
import type { FailureLimit } from "./failure-limit.ts";
import type { Sealer } from "./seal.ts";
import type { Sessions } from "./sessions.ts";

export interface SignInParts {
  readonly discord: DeskSignIn;
  /** Ids of the roles that open the desk. */
  readonly roles: ReadonlySet<string>;
  readonly sealer: Sealer;
  readonly sessions: Sessions;
  readonly paths: DeskPaths;
  /** As it is registered with Discord. */
  readonly redirectUri: string;
  /** Counts codes that Discord refused: it blocks whoever has too many. */
  readonly badCodes: FailureLimit;
  readonly now: () => EpochMs;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** What a browser that is on its way to Discord and back keeps meanwhile. */
interface Pending {
  readonly state: string;
  readonly verifier: string;
  /** The page it is led to at last. */
  readonly to: string;
  readonly until: EpochMs;
}

export type SignInAnswer =
  | { readonly location: string; readonly cookies: readonly string[] }
  | { readonly refused: RefusalReason };

const COOKIE = "__Secure-flexcord-sign-in";
const PENDING_MS = 10 * 60_000;
const ALL = "all";

/** Signing in with Discord: authorization code, with a state that only this browser has, and PKCE. */
export function createSignIn(parts: SignInParts) {
  const { discord, sealer, sessions, paths, redirectUri, now, badCodes, log } = parts;
  const cookie = (value: string, maxAgeSeconds: number) =>
    setCookie({ name: COOKIE, value, path: paths.signedIn, reach: "own-site", maxAgeSeconds });

  return {
    begin(to: string): SignInAnswer {
      const [state, verifier] = [randomToken(), randomToken()];
      const pending: Pending = { state, verifier, to: ownPage(paths, to), until: now() + PENDING_MS };
      const challenge = createHash("sha256").update(verifier).digest("base64url");
      return {
        location: discord.authorizeUrl({ redirectUri, state, challenge }),
        cookies: [cookie(sealer.seal("sign-in", pending), PENDING_MS / 1000)],
      };
    },

    async finish({ query, headers }: DoorRequest): Promise<SignInAnswer> {
      const given = new URLSearchParams(query);
      const [kept = ""] = cookieValues(headers["cookie"], COOKIE);
      const pending = sealer.open("sign-in", kept) as Pending | null;
      const code = given.get("code");
      if (pending === null || pending.until <= now() || code === null) return { refused: "sign-in-failed" };
      if (!sameText(pending.state, given.get("state") ?? "")) return { refused: "sign-in-failed" };
      if (badCodes.isOver(ALL)) return { refused: "too-many-sign-ins" };
      try {
        const person = await discord.exchange(
          { code, redirectUri, verifier: pending.verifier },
          parts.signal,
        );
        if (person.roles?.some((role) => parts.roles.has(role)) !== true) {
          log.warn("somebody without a role of the staff tried to sign in at the desk", { id: person.id });
          return { refused: "no-role" };
        }
        log.info("somebody signed in at the desk", { id: person.id });
        return {
          location: pending.to,
          cookies: [sessions.beginStaff(person.id, person.name), cookie("", 0)],
        };
      } catch (thrown) {
        const { code: failure, retry, message } = asFailure(thrown);
        badCodes.failed(ALL);
        log.warn("a sign-in at the desk failed", { code: failure, message });
        return { refused: retry ? "discord-silent" : "sign-in-failed" };
      }
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;

/** Only pages of the desk are led to: no address that somebody else wrote into a link. */
function ownPage(paths: DeskPaths, to: string): string {
  const isOwn = /^[\w/.~%-]*$/u.test(to) && !to.includes("//") && !to.includes("..");
  return isOwn && (to === paths.home || to.startsWith(`${paths.home}/`)) ? to : paths.home;
}

const randomToken = (): string => randomBytes(32).toString("base64url");

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** In a time that tells nothing of how much was right. */
function sameText(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}
