import type { Conversation } from "../../domain/conversation.ts";
import type { CaseNumber } from "../../domain/ids.ts";

/** What decides who may see a case. */
export interface DeskDoorkeeper {
  /** The conversations of a case; empty when there is no such case. */
  conversationsOf(number: CaseNumber): readonly Conversation[];
}

/** Somebody who signed in with Discord. */
export interface SignedIn {
  readonly id: string;
  /** As the server shows it. */
  readonly name: string;
  /** Ids of their roles on the server; null when they are not on it. */
  readonly roles: readonly string[] | null;
}

/** Discord's OAuth2, as far as signing in goes. */
export interface DeskSignIn {
  /** Where the browser is sent to; comes back to `redirectUri` with `state` and a code. */
  authorizeUrl(asked: {
    readonly redirectUri: string;
    readonly state: string;
    /** PKCE, S256. */
    readonly challenge: string;
  }): string;
  /** Who the code stands for. "discord.refused" when it is not good (any more). Keeps no token. */
  exchange(
    given: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
    signal: AbortSignal,
  ): Promise<SignedIn>;
}
