import { createHash, randomBytes } from "node:crypto";

/** What Discord was asked for in a browser, before anybody has agreed to it. */
export interface AuthorizeRequest {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  /** PKCE's, S256; null when none was sent. */
  readonly challenge: string | null;
}

/** What a person agreed to. */
export interface Grant {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
}

interface Code extends Grant {
  readonly redirectUri: string;
  readonly challenge: string | null;
}

export interface Grants {
  /** A code to be exchanged once. */
  issueCode(userId: string, asked: AuthorizeRequest): string;
  /** Null when the code is unknown, used, expired, or was given for another address or challenge. */
  redeem(given: {
    readonly code: string;
    readonly redirectUri: string;
    readonly verifier: string | null;
  }): { readonly accessToken: string; readonly refreshToken: string; readonly grant: Grant } | null;
  find(accessToken: string): Grant | undefined;
  revoke(token: string): void;
}

/** Discord does not tell how long a code is good (assumed). */
const CODE_MS = 60_000;
/** Documented: a week. */
export const TOKEN_SECONDS = 604_800;

export function createGrants(now: () => number): Grants {
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Grant>();
  return {
    issueCode(userId, { redirectUri, scopes, challenge }) {
      const code = secret();
      codes.set(code, { userId, scopes, redirectUri, challenge, expiresAt: now() + CODE_MS });
      return code;
    },
    redeem({ code, redirectUri, verifier }) {
      const found = codes.get(code);
      codes.delete(code);
      if (found === undefined || found.expiresAt < now() || found.redirectUri !== redirectUri) return null;
      if (found.challenge !== null && challengeOf(verifier ?? "") !== found.challenge) return null;
      const { userId, scopes } = found;
      const grant = { userId, scopes, expiresAt: now() + TOKEN_SECONDS * 1000 };
      const accessToken = secret();
      tokens.set(accessToken, grant);
      return { accessToken, refreshToken: secret(), grant };
    },
    find(accessToken) {
      const grant = tokens.get(accessToken);
      return grant === undefined || grant.expiresAt < now() ? undefined : grant;
    },
    revoke: (token) => void tokens.delete(token),
  };
}

function challengeOf(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function secret(): string {
  return randomBytes(15).toString("base64url");
}
