import type { FailureCode } from "../domain/failure.ts";

/** What the shell is told. A contract: scripts and CI branch on these numbers. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  auth: 3,
  inputNeeded: 4,
  refused: 5,
  conflict: 6,
  partial: 7,
  otherSide: 8,
  changesPending: 10,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The one table from a failure to the process's exit code. */
const EXIT_OF_FAILURE: Readonly<Record<FailureCode, ExitCode>> = {
  "usage.invalid": EXIT.usage,
  "usage.input-needed": EXIT.inputNeeded,
  "config.invalid": EXIT.usage,
  "config.secret-missing": EXIT.usage,
  "config.public-url-missing": EXIT.usage,
  "policy.refused": EXIT.refused,
  "policy.protected": EXIT.refused,
  "state.locked": EXIT.conflict,
  "state.conflict": EXIT.conflict,
  "apply.partial": EXIT.partial,
  "run.interrupted": EXIT.interrupted,
  "run.port-taken": EXIT.usage,
  "discord.auth": EXIT.auth,
  "discord.permission": EXIT.auth,
  "discord.not-found": EXIT.otherSide,
  "discord.refused": EXIT.otherSide,
  "file.unreachable": EXIT.otherSide,
  "file.refused": EXIT.otherSide,
  "discord.rate-limited": EXIT.otherSide,
  "discord.unavailable": EXIT.otherSide,
  "discord.interaction-gone": EXIT.otherSide,
  "member.unreachable": EXIT.otherSide,
  "twilio.auth": EXIT.auth,
  "twilio.permission": EXIT.auth,
  "twilio.not-found": EXIT.otherSide,
  "twilio.refused": EXIT.otherSide,
  "twilio.closed": EXIT.otherSide,
  "twilio.exists": EXIT.conflict,
  "twilio.rate-limited": EXIT.otherSide,
  "twilio.unavailable": EXIT.otherSide,
  "case.refused": EXIT.conflict,
  "case.not-found": EXIT.usage,
  "feed.refused": EXIT.usage,
  "feed.auth": EXIT.auth,
  "feed.invalid": EXIT.otherSide,
  "feed.unavailable": EXIT.otherSide,
  "feed.rate-limited": EXIT.otherSide,
  "operator.auth": EXIT.auth,
  "webhook.signature": EXIT.auth,
  "webhook.invalid": EXIT.otherSide,
  "webhook.refused": EXIT.otherSide,
  "network.unreachable": EXIT.otherSide,
  "network.timeout": EXIT.otherSide,
  "network.reset": EXIT.otherSide,
  "assistant.unavailable": EXIT.otherSide,
  "store.unavailable": EXIT.otherSide,
  "store.corrupt": EXIT.conflict,
  "store.wrong-secret": EXIT.usage,
  "store.newer": EXIT.conflict,
  "bug.unexpected": EXIT.unexpected,
};

export function exitCodeOf(code: FailureCode): ExitCode {
  return EXIT_OF_FAILURE[code];
}
