import twilio from "twilio";

import { Failure } from "../domain/failure.ts";
import { requestSignal } from "./request-signal.ts";

/** The SDK's client; this file alone loads it, so load this file only when Twilio is to be called. */
export type TwilioClient = twilio.Twilio;

export interface TwilioClientOptions {
  readonly accountSid: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Where Twilio's hosts live when not on the internet: `https://HOST/PATH` becomes `$api/HOST/PATH`. */
  readonly api?: string;
  /** How long one request may take; 15 s unless told. */
  readonly timeoutMs?: number;
  /** Ours, for the user agent. */
  readonly version?: string;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * A client that tries every request once: who asked decides about a second try. The region is fixed because
 * Flex and its Studio trigger exist in US1 only.
 */
export function createTwilioClient(options: TwilioClientOptions): TwilioClient {
  const timeout = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  return twilio(options.apiKey, options.apiSecret, {
    accountSid: options.accountSid,
    autoRetry: false,
    region: "",
    ...(options.api === undefined ? {} : { edge: "" }),
    userAgentExtensions: [options.version === undefined ? "flexcord" : `flexcord/${options.version}`],
    httpClient: new OneTryClient(timeout, options.api),
  });
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];
type Response<T> = Awaited<ReturnType<typeof twilio.RequestClient.prototype.request<T>>>;

class OneTryClient extends twilio.RequestClient {
  readonly #api: string | undefined;

  constructor(timeout: number, api: string | undefined) {
    super({ timeout });
    this.#api = api?.replace(/\/+$/, "");
    this.axios.interceptors.request.use((config) => {
      const signal = requestSignal.getStore();
      if (signal !== undefined) config.signal = signal;
      return config;
    });
  }

  override async request<T>(options: RequestOptions<T>): Promise<Response<T>> {
    const response = await super.request<T>({ ...options, uri: this.#address(options.uri) });
    refuseToGuess(options.method, response);
    return response;
  }

  /** Pages name the next one by an absolute address; our credentials follow it to Twilio only. */
  #address(uri: string): string {
    if (this.#api !== undefined && uri.startsWith(`${this.#api}/`)) return uri;
    const { protocol, hostname, pathname, search } = new URL(uri);
    if (protocol !== "https:" || !hostname.endsWith(".twilio.com")) {
      throw new Failure("twilio.refused", `Twilio's answer leads away from Twilio, to ${hostname}.`);
    }
    return this.#api === undefined ? uri : `${this.#api}/${hostname}${pathname}${search}`;
  }
}

/** The SDK drops the headers of a refusal and takes any text for JSON; both are needed to decide well. */
function refuseToGuess(method: string, response: Response<unknown>): void {
  if (response.statusCode === 429) {
    throw new RateLimited(response, retryAfterMs(response.headers));
  }
  const { statusCode, body } = response;
  if (statusCode < 300 && method !== "delete" && (typeof body !== "object" || body === null)) {
    throw new Failure("twilio.unavailable", "Twilio's answer is not the JSON it promises.", {
      fix: "Look for a proxy between this machine and Twilio.",
    });
  }
}

class RateLimited extends twilio.RestException {
  readonly retryAfterMs: number | undefined;

  constructor(response: Response<unknown>, retryAfterMs: number | undefined) {
    super(response);
    this.retryAfterMs = retryAfterMs;
  }
}

/** Seconds, or a date that is read against the sender's own clock. */
function retryAfterMs(headers: Readonly<Record<string, unknown>>): number | undefined {
  const value = headers["retry-after"];
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const seconds = Number(value);
  const ms = Number.isNaN(seconds) ? Date.parse(value) - Date.parse(String(headers["date"])) : seconds * 1000;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
