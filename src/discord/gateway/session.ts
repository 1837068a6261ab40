import type { SessionInfo } from "@discordjs/ws";
import { GatewayCloseCodes } from "discord-api-types/v10";
import type { GatewayCheckpoint } from "../../bridge/ports.ts";

/** After so many failed connects the resume address is taken for dead; the general one resumes as well. */
const FAILURES_BEFORE_FALLBACK = 5;

/** Closes after which only a new session helps; every other one is worth a RESUME. */
const SESSION_OVER: ReadonlySet<number> = new Set([
  GatewayCloseCodes.NotAuthenticated,
  GatewayCloseCodes.AlreadyAuthenticated,
  GatewayCloseCodes.InvalidSeq,
]);

/**
 * The gateway session as the library needs it: what was *received* last. What is safely *stored* is told
 * apart by checkpoints, one per dispatch.
 *
 * The library gives a session up whenever a connect fails (measured with @discordjs/ws 2.0.4), which loses
 * everything sent during the outage. Here it is given up only when Discord said so: on an open connection
 * (invalid session) or by a close code that asks for a new one. A session kept by mistake costs one
 * round trip, because Discord answers a futile RESUME with "invalid session".
 */
export interface GatewaySession {
  /** Both must stay synchronous: asynchronous ones let dispatches overtake each other (measured). */
  retrieve(): SessionInfo | null;
  update(info: SessionInfo | null): void;
  /** What to store once everything up to the dispatch of this sequence is stored. */
  checkpoint(sequence: number): GatewayCheckpoint | null;
  helloSeen(): void;
  /** `fallbackUrl` is the gateway's general address, which takes a RESUME too. */
  connectFailed(fallbackUrl: string): void;
  closed(code: number): void;
}

export function createGatewaySession(checkpoint: GatewayCheckpoint | null): GatewaySession {
  let session: SessionInfo | null = checkpoint === null ? null : fromCheckpoint(checkpoint);
  let open = false;
  let over = false;
  let failures = 0;

  return {
    retrieve: () => session,
    update(info) {
      if (info === null && !open && !over) return;
      session = info;
      over = false;
    },
    checkpoint(sequence) {
      if (session === null) return null;
      const { sessionId, resumeURL: resumeUrl, shardId, shardCount } = session;
      return { sessionId, sequence, resumeUrl, shardId, shardCount };
    },
    helloSeen() {
      open = true;
      failures = 0;
    },
    connectFailed(fallbackUrl) {
      open = false;
      failures += 1;
      if (failures === FAILURES_BEFORE_FALLBACK && session !== null)
        session = { ...session, resumeURL: fallbackUrl };
    },
    closed(code) {
      open = false;
      over = SESSION_OVER.has(code);
    },
  };
}

function fromCheckpoint({ resumeUrl, ...rest }: GatewayCheckpoint): SessionInfo {
  return { ...rest, resumeURL: resumeUrl };
}
