import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as tlsRequest } from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import type { FileStream } from "../bridge/ports.ts";
import type { AgentFile } from "../domain/content.ts";
import { asFailure, Failure } from "../domain/failure.ts";
import { openRemote, type AllowedHosts } from "../domain/remote-file.ts";
import { twilioFailure } from "./failures.ts";

/** Twilio's store of files. Its helper library does not know it (documented), so it is called by hand. */
export interface MediaService {
  /** Sends a file piece by piece; gives its SID. */
  upload(file: FileStream, signal: AbortSignal): Promise<string>;
  open(file: AgentFile, signal: AbortSignal): Promise<FileStream>;
}

export interface MediaServiceOptions {
  readonly chatServiceSid: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** As the client's. */
  readonly api?: string;
  readonly loopback: boolean;
}

/** Where its temporary addresses lead; seen to be Amazon's storage. */
const CONTENT_HOSTS = [".twilio.com", ".amazonaws.com"];
const UPLOAD_MS = 5 * 60_000;
const ANSWER_MS = 15_000;
const MOST_ANSWER_BYTES = 64 * 1024;

export function createMediaService(options: MediaServiceOptions): MediaService {
  const { chatServiceSid, apiKey, apiSecret, api, loopback } = options;
  const host = "mcs.us1.twilio.com";
  const base = `${api === undefined ? "https:/" : api.replace(/\/+$/, "")}/${host}/v1/Services/${chatServiceSid}/Media`;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString("base64")}`;
  const allowed: AllowedHosts = { hosts: CONTENT_HOSTS, loopback };
  return {
    async upload({ name, contentType, bytes, body }, signal) {
      const headers = {
        authorization,
        "content-type": contentType,
        ...(bytes === null ? {} : { "content-length": String(bytes) }),
      };
      const url = `${base}?Filename=${encodeURIComponent(name)}`;
      const within = AbortSignal.any([signal, AbortSignal.timeout(UPLOAD_MS)]);
      const sending = { url, method: "POST", headers, body, signal: within } as const;
      const answer = await exchange(sending, "send a file to Twilio").catch((thrown: unknown) => {
        throw asUploadFailure(asFailure(thrown));
      });
      return textOf(answer, "sid");
    },
    async open(file, signal) {
      const doing = "ask Twilio where a file lies";
      const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]);
      const url = `${base}/${file.fileId}`;
      const { links } = await exchange(
        { url, method: "GET", headers: { authorization }, signal: within },
        doing,
      ).catch((thrown: unknown) => {
        throw asFileFailure(asFailure(thrown));
      });
      const address = textOf(links, "content_direct_temporary");
      const { contentType, bytes, body } = await openRemote(address, allowed, signal);
      const type = file.contentType ?? contentType ?? "application/octet-stream";
      return { name: file.name, contentType: type, bytes, body };
    },
  };
}

/** On its way to a member a file is no reason to think that the agents' side is down. */
function asFileFailure({ code, message, retry }: Failure): Failure {
  const again = retry || code === "twilio.auth";
  return new Failure(again ? "file.unreachable" : "file.refused", message);
}

/** The request is about nothing but the file: what is refused for good is the file. */
function asUploadFailure(failure: Failure): Failure {
  const { code, message, retry } = failure;
  return code === "twilio.refused" && !retry ? new Failure("file.refused", message) : failure;
}

interface Sending {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

async function exchange(
  { url, method, headers, body, signal }: Sending,
  doing: string,
): Promise<Readonly<Record<string, unknown>>> {
  const answered = Promise.withResolvers<IncomingMessage>();
  answered.promise.catch(() => undefined);
  const request = url.startsWith("https:") ? tlsRequest : plainRequest;
  const sent = request(url, { method, headers, signal });
  sent.once("response", answered.resolve).once("error", answered.reject);
  try {
    if (body === undefined) sent.end();
    else await pipeline(Readable.from(body, { objectMode: false }), sent);
    const response = await answered.promise;
    const answer = await readAnswer(response);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return answer;
    throw Object.assign(new Error(String(answer["message"])), { status, code: answer["code"] });
  } catch (thrown) {
    sent.destroy();
    throw twilioFailure(thrown, doing, { quote: false });
  }
}

async function readAnswer(response: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_ANSWER_BYTES) break;
    chunks.push(chunk as Buffer);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

function textOf(answer: unknown, key: string): string {
  const value =
    typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>)[key] : null;
  if (typeof value === "string" && value !== "") return value;
  throw new Failure("twilio.unavailable", `The media service's answer has no ${key}.`);
}
