import { Failure, isFailureCode } from "../../domain/failure.ts";
import { type Place, post } from "../../http/client.ts";
import { OPERATOR_PATH, type OperatorCall } from "../../operator/routes.ts";
import type { OperatorService } from "../../operator/service.ts";

/** The service of a running daemon, asked through its operator API or its control socket. */
export function createRemoteOperator(
  place: Place,
  token: string | null,
  signal: AbortSignal,
): OperatorService {
  const ask = async <Result>(call: OperatorCall, asked: object = {}): Promise<Result> => {
    const { status, body } = await post(place, {
      path: `${OPERATOR_PATH}/${call}`,
      headers: {
        "content-type": "application/json",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(asked),
      signal,
    });
    return resultIn(status, body, "url" in place ? place.url : place.socketPath) as Result;
  };
  return {
    tail: (query, count) => ask("tail", { query, count }),
    following: (query, cursor) => ask("following", { query, cursor }),
    again: (query, messages) => ask("again", { query, messages }),
    version: () => ask("version"),
    parked: () => ask("parked"),
    planReplay: (request) => ask("plan-replay", request),
    unsettle: (effectIds) => ask("unsettle", { effectIds }),
    status: () => ask("status"),
    trace: (target) => ask("trace", { target }),
    announce: (draft) => ask("announce", draft),
    announcements: () => ask("announcements"),
    cancelAnnouncement: (id) => ask("cancel-announcement", { id }),
    listCases: (query, page) => ask("list-cases", { query, ...page }),
    showCase: (number) => ask("show-case", { number }),
    changeCase: (number, actions, operator) => ask("change-case", { number, actions, operator }),
    caseFigures: (since) => ask("case-figures", { since }),
    block: (who, terms) => ask("block", { who, ...terms }),
    unblock: (who) => ask("unblock", { who }),
    blocked: () => ask("blocked"),
    drop: (effectId, reason) => ask("drop", { effectId, reason }),
  };
}

interface Answer {
  readonly result?: unknown;
  readonly error?: {
    readonly code?: unknown;
    readonly message?: unknown;
    readonly where?: string;
    readonly fix?: string;
    readonly retry?: boolean;
  };
}

/** How a proxy answers for what does not answer it. */
const AWAY_BEHIND_PROXY: ReadonlySet<number> = new Set([502, 503, 504]);

function resultIn(status: number, body: string, where: string): unknown {
  const answer = parse(body);
  if (status === 200 && answer !== null && "result" in answer) return answer.result;
  const { code, message, ...details } = answer?.error ?? {};
  if (typeof code === "string" && isFailureCode(code)) {
    // Only when it is about the asking itself is the place where it was asked a part of what went wrong.
    throw new Failure(code, String(message), code === "operator.auth" ? { where, ...details } : details);
  }
  if (AWAY_BEHIND_PROXY.has(status)) {
    throw new Failure("network.unreachable", `The daemon cannot be reached (HTTP ${status}).`, {
      where,
      fix: "See that it runs: what stands before it does not reach it either.",
    });
  }
  throw new Failure(
    "network.unreachable",
    `What answers there is no operator API of flexcord (HTTP ${status}).`,
    {
      where,
      fix: "Give the address of bridge.operator.listen, not the one that Twilio calls.",
      retry: false,
    },
  );
}

function parse(body: string): Answer | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}
