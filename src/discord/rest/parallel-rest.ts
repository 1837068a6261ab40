import { RateLimitError, REST, type InternalRequest, type ResponseLike } from "@discordjs/rest";

import { sleep, type Clock } from "../../domain/clock.ts";
import { createRateLimits, type Answered, type RateLimits, type Subject } from "./rate-limits.ts";
import { createRest, LONGEST_WAIT_MS, type RestOptions } from "./rest.ts";

/**
 * As `createRest`, for calls whose order means nothing. The library sends what falls into one bucket one after
 * the other, although Discord allows as many at once as the bucket has left: a server's channels would each wait
 * for the one before. Here every call has a client of the library to itself while it is under way, and all of them
 * share what the answers tell of the limits.
 */
export function createParallelRest(options: ParallelRestOptions): REST {
  return new ParallelRest(options);
}

export interface ParallelRestOptions extends RestOptions {
  readonly clock: Clock;
}

interface Lane {
  readonly rest: REST;
  /** What the answer to the request under way told. */
  answered: Answered | null;
}

/** How often one call is sent while Discord answers that it was one too many. */
const MOST_TRIES = 5;
/** Where a refusal names no time to wait. */
const UNTOLD_WAIT_MS = 1_000;

class ParallelRest extends REST {
  readonly #options: ParallelRestOptions;
  readonly #limits: RateLimits;
  readonly #idle: Lane[] = [];

  constructor(options: ParallelRestOptions) {
    super({ version: "10", api: options.api, hashSweepInterval: 0, handlerSweepInterval: 0 });
    this.#options = options;
    this.#limits = createRateLimits(options.clock, LONGEST_WAIT_MS);
  }

  override async queueRequest(request: InternalRequest): Promise<ResponseLike> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#send(request);
      } catch (error) {
        const limited = error instanceof RateLimitError;
        if (!limited || error.retryAfter > LONGEST_WAIT_MS || tries === MOST_TRIES) throw error;
        await sleep(this.#options.clock, error.retryAfter > 0 ? error.retryAfter : UNTOLD_WAIT_MS);
      }
    }
  }

  async #send(request: InternalRequest): Promise<ResponseLike> {
    const subject = subjectOf(request);
    const done = await this.#limits.take(subject, (waitMs) => tooLong(subject, request, waitMs));
    const lane = this.#idle.pop() ?? openLane(this.#options);
    lane.answered = null;
    try {
      return await lane.rest.queueRequest(request);
    } finally {
      done(lane.answered);
      this.#idle.push(lane);
    }
  }
}

function openLane(options: RestOptions): Lane {
  const onAnswer: RestOptions["onAnswer"] = (headers) => {
    lane.answered = answeredBy(headers);
  };
  const lane: Lane = { rest: createRest({ ...options, onAnswer, tellsLimits: true }), answered: null };
  return lane;
}

/** Discord counts by route, and apart for each server, channel and webhook. */
function subjectOf({ method, fullRoute }: InternalRequest): Subject {
  const [, major = ""] = /^\/(?:channels|guilds|webhooks)\/(\d+)/u.exec(fullRoute) ?? [];
  return { route: `${method} ${fullRoute.replaceAll(/\d{17,20}/gu, ":id")}`, major };
}

function answeredBy(headers: Pick<Headers, "get">): Answered {
  const number = (name: string): number | null => {
    const text = headers.get(name);
    return text === null || !Number.isFinite(Number(text)) ? null : Number(text);
  };
  const ms = (name: string): number | null => {
    const seconds = number(name);
    return seconds === null ? null : seconds * 1000;
  };
  return {
    bucket: headers.get("x-ratelimit-bucket"),
    limit: number("x-ratelimit-limit"),
    remaining: number("x-ratelimit-remaining"),
    resetAfterMs: ms("x-ratelimit-reset-after"),
    retryAfterMs: ms("retry-after"),
    global: headers.get("x-ratelimit-scope") === "global" || headers.get("x-ratelimit-global") !== null,
  };
}

/** The same as the library throws when its own client would have to wait too long. */
function tooLong({ route, major }: Subject, { method, fullRoute }: InternalRequest, waitMs: number): Error {
  return new RateLimitError({
    global: false,
    hash: route,
    limit: 0,
    majorParameter: major,
    method,
    retryAfter: waitMs,
    route,
    scope: "user",
    sublimitTimeout: 0,
    timeToReset: waitMs,
    url: fullRoute,
  });
}
