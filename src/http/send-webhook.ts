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

/**
 * Posts JSON, signed as standardwebhooks.com describes it (version 1, symmetric). Anything but a 2xx is a failure:
 * "webhook.refused", or one of the network. Redirects are not followed: they could lead anywhere.
 */
export async function sendWebhook({ url, secret }: Webhook, message: WebhookMessage): Promise<void> {
  const { id, body, now, signal } = message;
  const timestamp = String(Math.floor(now / 1000));
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const status = await fetch(url, {
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
  }).then(async (response) => {
    // Unread, it would keep the connection.
    await response.body?.cancel();
    return response.status;
  }, networkFailure(timeout));
  if (status >= 200 && status < 300) return;
  throw new Failure("webhook.refused", `The webhook was answered ${status}.`);
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
