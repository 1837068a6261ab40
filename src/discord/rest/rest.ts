import {
  REST,
  type InternalRequest,
  type RateLimitData,
  type ResponseLike,
  type RESTOptions,
} from "@discordjs/rest";
import { sleep, systemClock } from "../../domain/clock.ts";
import { createPace } from "../../domain/pace.ts";
import { makeRequest } from "@discordjs/rest/undiciRequest";

export interface RestOptions {
  readonly token: string;
  /** Where Discord's REST lives, without the version: `https://discord.com/api`. */
  readonly api: string;
  readonly userAgentAppendix?: string;
  /**
   * The library's own retries. It re-sends POSTs whose answer was lost, which doubles whatever they
   * create, so the default is none: who calls decides what a second try may do.
   */
  readonly retries?: number;
  /** Called with the headers of each answer, refusals included. */
  readonly onAnswer?: (headers: Pick<Headers, "get">) => void;
  /** Whether the caller waits for limits itself: every one is told at once. */
  readonly tellsLimits?: boolean;
}

/** A request may wait this long for its bucket; beyond it the caller is told instead. */
export const LONGEST_WAIT_MS = 6_000;
/**
 * The library counts fifty requests for each of its seconds, which need not be Discord's seconds: a hundred may fall
 * into one of those. Documented for each bot, and not counted where an interaction is answered.
 */
const GLOBAL_LIMIT = { perSecond: 50, burst: 3 };
/** The library keeps a queue for each member it wrote to; every hour, unless told, those that are idle go. */
const SWEEP_MS = 60_000;
/** The library's timeout ends with the headers; this one bounds a body that stalls. */
const STALLED_BODY_MS = 15_000;

/**
 * Discord's REST client (API v10) as this house uses it: rate limits are honoured, short ones by waiting,
 * longer ones by rejecting with RateLimitError.
 */
export function createRest(options: RestOptions): REST {
  const rest = new PersistentRest(options.token, {
    version: "10",
    api: options.api.replace(/\/+$/, ""),
    retries: options.retries ?? 0,
    handlerSweepInterval: SWEEP_MS,
    rejectOnRateLimit: options.tellsLimits === true ? () => true : tooLongToWait,
    makeRequest: requester(options.onAnswer),
    ...(options.userAgentAppendix === undefined ? {} : { userAgentAppendix: options.userAgentAppendix }),
  });
  return rest;
}

/**
 * The library forgets its token after one 401 and fails every later call without asking. Whether Discord takes
 * the token again is for Discord to say; how often it is asked is decided by who calls.
 */
class PersistentRest extends REST {
  readonly #secret: string;
  readonly #pace = createPace(GLOBAL_LIMIT, () => systemClock.now());

  constructor(token: string, options: Partial<RESTOptions>) {
    super(options);
    this.#secret = token;
  }

  override async request(options: InternalRequest): Promise<unknown> {
    // In a flood it would come too late to be true, and take the place of a line.
    if (isTyping(options.fullRoute) && this.#pace.wait() > 0) return undefined;
    if (!hasToken(options.fullRoute)) {
      const wait = this.#pace.next();
      if (wait > 0) await sleep(systemClock, wait, options.signal ?? undefined);
    }
    return super.request(options);
  }

  override async queueRequest(request: InternalRequest): Promise<ResponseLike> {
    this.setToken(this.#secret);
    return super.queueRequest(request);
  }
}

/** Paths that hold an interaction's or a webhook's own token. */
function hasToken(route: string): boolean {
  return /^\/(?:interactions|webhooks)\/\d+\/./u.test(route);
}

function isTyping(route: string): boolean {
  return /^\/channels\/\d+\/typing$/u.test(route);
}

/** A 429 without Retry-After reads as 0, on which the library would send again at once, for ever. */
export function tooLongToWait(limit: Pick<RateLimitData, "retryAfter">): boolean {
  return limit.retryAfter <= 0 || limit.retryAfter > LONGEST_WAIT_MS;
}

function requester(onAnswer: RestOptions["onAnswer"]): RESTOptions["makeRequest"] {
  return async (url, init) => {
    const bounded = { ...init, bodyTimeout: STALLED_BODY_MS };
    const answer = await makeRequest(url, bounded);
    onAnswer?.(answer.headers);
    return answer;
  };
}
