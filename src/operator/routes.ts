import type { DoorAnswer, DoorRequest, Route } from "../domain/door.ts";
import { asFailure, Failure, type FailureCode } from "../domain/failure.ts";
import { caseActionsOf, caseNumberOf, casePageOf, caseQueryOf } from "./asked-case.ts";
import {
  askedIn,
  draftOf,
  isWhole,
  numberOf,
  orNull,
  queryOf,
  replayOf,
  textOf,
  textsOf,
  wholeOf,
  wholesOf,
  type Asked,
} from "./asked.ts";
import type { OperatorService } from "./service.ts";

/** Under it, everything that operators ask a running daemon. */
export const OPERATOR_PATH = "/operator/v1";

const operatorCalls = [
  "tail",
  "following",
  "again",
  "version",
  "parked",
  "plan-replay",
  "unsettle",
  "drop",
  "status",
  "trace",
  "announce",
  "announcements",
  "cancel-announcement",
  "list-cases",
  "show-case",
  "change-case",
  "case-figures",
  "block",
  "unblock",
  "blocked",
] as const;
export type OperatorCall = (typeof operatorCalls)[number];

/**
 * The operator's questions as doors: JSON in by POST, `{"result"}` out. A failure is answered as `{"error"}` with its code.
 * @param admits whether the request may ask at all
 */
export function operatorRoutes(
  service: OperatorService,
  admits: (request: DoorRequest) => boolean,
): readonly Route[] {
  const calls: Readonly<Record<OperatorCall, (asked: Asked) => Promise<unknown>>> = {
    tail: (asked) => service.tail(queryOf(asked), wholeOf(asked, "count")),
    following: (asked) => service.following(queryOf(asked), wholeOf(asked, "cursor")),
    again: (asked) => service.again(queryOf(asked), textsOf(asked, "messages")),
    version: () => service.version(),
    parked: () => service.parked(),
    "plan-replay": (asked) => service.planReplay(replayOf(asked)),
    unsettle: (asked) => service.unsettle(wholesOf(asked, "effectIds")),
    status: () => service.status(),
    trace: (asked) => service.trace(textOf(asked, "target")),
    announce: (asked) => service.announce(draftOf(asked)),
    announcements: () => service.announcements(),
    "cancel-announcement": (asked) => service.cancelAnnouncement(wholeOf(asked, "id")),
    drop: (asked) => service.drop(wholeOf(asked, "effectId"), textOf(asked, "reason")),
    "list-cases": (asked) => service.listCases(caseQueryOf(asked), casePageOf(asked)),
    "show-case": (asked) => service.showCase(caseNumberOf(asked)),
    "change-case": (asked) =>
      service.changeCase(caseNumberOf(asked), caseActionsOf(asked), textOf(asked, "operator")),
    "case-figures": (asked) => service.caseFigures(numberOf(asked, "since")),
    block: (asked) =>
      service.block(textOf(asked, "who"), {
        reason: textOf(asked, "reason"),
        until: orNull(asked, "until", isWhole, "a time, or null"),
      }),
    unblock: (asked) => service.unblock(textOf(asked, "who")),
    blocked: () => service.blocked(),
  };
  return operatorCalls.map((name) => ({
    method: "POST",
    path: `${OPERATOR_PATH}/${name}`,
    handle: (request) => answer(request, admits, calls[name]),
  }));
}

async function answer(
  request: DoorRequest,
  admits: (request: DoorRequest) => boolean,
  call: (asked: Asked) => Promise<unknown>,
): Promise<DoorAnswer> {
  try {
    if (!admits(request)) {
      throw new Failure("operator.auth", "The operator's token is missing or wrong.", {
        fix: "Set FLEXCORD_OPERATOR_TOKEN to what it was when the daemon was started.",
      });
    }
    return json(200, { result: await call(askedIn(request.raw)) });
  } catch (thrown) {
    const { code, message, where, fix, retry } = asFailure(thrown);
    return json(STATUS[code] ?? 500, { error: { code, message, where, fix, retry } });
  }
}

const STATUS: Partial<Readonly<Record<FailureCode, number>>> = {
  "operator.auth": 401,
  "usage.invalid": 400,
  "case.not-found": 404,
  "case.refused": 409,
  "store.unavailable": 503,
};

const json = (status: number, body: unknown): DoorAnswer => ({
  status,
  contentType: "application/json",
  body: JSON.stringify(body),
});
