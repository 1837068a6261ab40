/** Whose fault a failure is, so that the right person hears of it. */
export type Fault = "member" | "agent" | "config" | "discord" | "twilio" | "network" | "store" | "bug";

/** What the catalogue knows of a code before it happens. */
interface CatalogueEntry {
  readonly fault: Fault;
  /** Whether trying the same again can help. */
  readonly retry: boolean;
  /** True when a write that failed so surely did not happen. */
  readonly certain: boolean;
}

const entry = (fault: Fault, retry: boolean, certain: boolean): CatalogueEntry => ({ fault, retry, certain });

/** Every failure flexcord can name. Exit codes and HTTP statuses are looked up by these codes. */
export const catalogue = {
  "usage.invalid": entry("config", false, true),
  "usage.input-needed": entry("config", false, true),
  "config.invalid": entry("config", false, true),
  "config.secret-missing": entry("config", false, true),
  "config.public-url-missing": entry("config", false, true),
  "policy.refused": entry("config", false, true),
  "policy.protected": entry("config", false, true),
  "state.locked": entry("config", true, true),
  "state.conflict": entry("config", false, true),
  "apply.partial": entry("config", true, false),
  "run.interrupted": entry("config", false, false),
  "run.port-taken": entry("config", false, true),
  "discord.auth": entry("config", false, true),
  "discord.permission": entry("config", false, true),
  "discord.not-found": entry("discord", false, true),
  "discord.refused": entry("discord", false, true),
  "discord.rate-limited": entry("discord", true, true),
  "discord.unavailable": entry("discord", true, false),
  "discord.interaction-gone": entry("discord", false, true),
  "member.unreachable": entry("member", false, true),
  "twilio.auth": entry("config", false, true),
  "twilio.permission": entry("config", false, true),
  "twilio.not-found": entry("twilio", false, true),
  "twilio.refused": entry("twilio", false, true),
  "twilio.closed": entry("twilio", false, true),
  "twilio.exists": entry("twilio", false, true),
  "twilio.rate-limited": entry("twilio", true, true),
  "twilio.unavailable": entry("twilio", true, false),
  "case.refused": entry("config", false, true),
  "case.not-found": entry("config", false, true),
  "feed.refused": entry("config", false, true),
  "feed.auth": entry("config", false, true),
  "feed.invalid": entry("network", true, true),
  "feed.unavailable": entry("network", true, true),
  "feed.rate-limited": entry("network", true, true),
  "tracker.auth": entry("config", true, true),
  "tracker.refused": entry("network", false, true),
  "tracker.not-found": entry("config", true, true),
  "tracker.gone": entry("network", false, true),
  "tracker.rate-limited": entry("network", true, true),
  "tracker.unavailable": entry("network", true, false),
  "operator.auth": entry("config", false, true),
  "webhook.signature": entry("network", false, true),
  "webhook.invalid": entry("network", false, true),
  "webhook.refused": entry("network", true, true),
  "network.unreachable": entry("network", true, true),
  "network.timeout": entry("network", true, false),
  "network.reset": entry("network", true, false),
  "file.unreachable": entry("network", true, true),
  "file.refused": entry("member", false, true),
  "assistant.unavailable": entry("network", true, true),
  "store.unavailable": entry("store", true, true),
  "store.corrupt": entry("store", false, true),
  "store.wrong-secret": entry("config", false, true),
  "store.newer": entry("config", false, true),
  "bug.unexpected": entry("bug", false, false),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type FailureCode = keyof typeof catalogue;

export interface FailureDetails {
  /** What the reader should do next; a sentence or two. */
  readonly fix?: string;
  /** Where the fault lies: a file with line, a key, a URL without secrets. */
  readonly where?: string;
  /** When the other side asked us to come back: milliseconds from now. */
  readonly retryAfterMs?: number;
  /** Overrides the catalogue when this one case is known better. */
  readonly certain?: boolean;
  readonly retry?: boolean;
  readonly cause?: unknown;
}

/**
 * A failure as a value that can also be thrown. `message` is what a human may read; it holds no secret
 * and no text of a member.
 */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly fault: Fault;
  readonly retry: boolean;
  readonly certain: boolean;
  readonly fix: string | undefined;
  readonly where: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: FailureCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const known = catalogue[code];
    this.code = code;
    this.fault = known.fault;
    this.retry = details.retry ?? known.retry;
    this.certain = details.certain ?? known.certain;
    this.fix = details.fix;
    this.where = details.where;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** Any thrown thing as a Failure; what we did not foresee is our bug. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure("bug.unexpected", message, { cause: thrown });
}

export function isFailureCode(text: string): text is FailureCode {
  return Object.hasOwn(catalogue, text);
}
