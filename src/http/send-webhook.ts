import { createHmac } from "node:crypto";
import { Failure } from "../domain/failure.ts";
import type { EpochMs } from "../domain/ids.ts";

export interface Webhook {
  readonly url: string;
  /** `whsec_` and the key in base64. */
  readonly secret: string;
}

export interface WebhookMessage {
  /** The same for every try, so that a receiver can tell a second arrival. */
  readonly id: string;
  readonly body: string;
  readonly now: EpochMs;
  readonly signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;
const SECRET_PREFIX = "whsec_";

interface WebhookAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Posts JSON, signed as standardwebhooks.com describes it (version 1, symmetric). Anything but a 2xx is a failure:
 * "webhook.refused", or one of the network. Redirects are not followed: they could lead anywhere.
 */
export async function sendWebhook(webhook: Webhook, message: WebhookMessage): Promise<void> {
  // Nobody reads the answer.
  await exchangeWebhook(webhook, message, { timeoutMs: TIMEOUT_MS, mostBytes: 0 });
}

/** The same, for a webhook whose answer counts. More than `mostBytes` of it are not read. */
export async function exchangeWebhook(
  { url, secret }: Webhook,
  { id, body, now, signal }: WebhookMessage,
  { timeoutMs, mostBytes }: { readonly timeoutMs: number; readonly mostBytes: number },
): Promise<string> {
  const timestamp = String(Math.floor(now / 1000));
  const timeout = AbortSignal.timeout(timeoutMs);
  const exchange = async (): Promise<WebhookAnswer> => {
    const response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": signatureOf(secret, `${id}.${timestamp}.${body}`),
      },
      body,
      signal: AbortSignal.any([signal, timeout]),
    });
    return { status: response.status, body: await readUpTo(response, mostBytes) };
  };
  const answer = await exchange().catch(networkFailure(timeout));
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  const mayRecover = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  throw new Failure("webhook.refused", `The webhook was answered ${answer.status}.`, { retry: mayRecover });
}

/** Stops reading at the bound; unread, the rest would keep the connection. */
async function readUpTo(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  if (response.body === null) return "";
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function signatureOf(secret: string, signed: string): string {
  const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}

/** The address may hold a secret of its receiver, so no message names it. */
const networkFailure =
  (timeout: AbortSignal) =>
  (thrown: unknown): never => {
    if (timeout.aborted)
      throw new Failure("network.timeout", "The webhook did not answer in time.", { cause: thrown });
    throw new Failure("network.unreachable", "The webhook cannot be reached.", { cause: thrown });
  };
