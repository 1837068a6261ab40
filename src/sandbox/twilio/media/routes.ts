import { createHmac } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Account } from "../account.ts";
import { newSid } from "../sids.ts";
import { ApiError, notFound } from "../wire/api-error.ts";
import { isoSeconds } from "../wire/json.ts";
import { ADDRESS_LIFE_MS, LARGEST_MEDIA, type Media } from "./media.ts";

const HOST = "/mcs.us1.twilio.com/v1/Services/:ServiceSid/Media";
/** Where temporary addresses lead; they need no credentials. */
const CONTENT = "/media.us1.twilio.com/:sid";

/** The media service: raw bodies in, temporary addresses out. Twilio describes it in prose only. */
export function mediaRoutes(app: FastifyInstance, account: () => Account): void {
  app.post(HOST, { bodyLimit: LARGEST_MEDIA }, async (request, reply) => {
    const { runtime, conversations } = account();
    const serviceSid = requireService(account(), request);
    const contentType = request.headers["content-type"] ?? "";
    const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (contentType === "") throw new ApiError(400, 20001, "Content-Type is missing");
    if (content.length === 0) throw new ApiError(400, 20001, "The media is empty");
    const { Filename: filename = null } = request.query as { readonly Filename?: string };
    const stored: Media = {
      sid: newSid("ME"),
      serviceSid,
      filename,
      contentType,
      file: runtime.context.files.put(content),
      author: null,
      createdAt: runtime.now(),
    };
    conversations.store.media.put(stored);
    return reply.code(201).send(show(account(), stored));
  });
  app.get(`${HOST}/:Sid`, async (request) => {
    const serviceSid = requireService(account(), request);
    const sid = (request.params as { readonly Sid: string }).Sid;
    const found = account().conversations.store.media.get(sid);
    if (found?.serviceSid !== serviceSid) throw notFound(`/Services/${serviceSid}/Media/${sid}`);
    return show(account(), found);
  });
}

/** Outside of the scope that asks for credentials. */
export function contentRoutes(app: FastifyInstance, account: () => Account): void {
  app.get(CONTENT, async (request, reply) => {
    const current = account();
    const { sid } = request.params as { readonly sid: string };
    const { Expires = "", Signature = "" } = request.query as Readonly<Record<string, string>>;
    const found = current.conversations.store.media.get(sid);
    const isGood = Signature === sign(current, sid, Expires) && Number(Expires) > current.runtime.now();
    if (found === undefined || !isGood) return reply.code(403).send("AccessDenied");
    return reply.header("content-length", found.file.bytes).type(found.contentType).send(found.file.open());
  });
}

/** Flex's own chat service, or one of Programmable Chat. */
function requireService({ chat }: Account, request: FastifyRequest): string {
  const { ServiceSid } = request.params as { readonly ServiceSid: string };
  return chat.find(ServiceSid).sid;
}

function show(current: Account, media: Media): object {
  const { sid, serviceSid, filename, contentType, file, author, createdAt } = media;
  const { ready, context } = current.runtime;
  const url = `https://mcs.us1.twilio.com/v1/Services/${serviceSid}/Media/${sid}`;
  const expires = String(current.runtime.now() + ADDRESS_LIFE_MS);
  const content = `${context.baseUrl()}${ready.api}${CONTENT.replace(":sid", sid)}`;
  return {
    sid,
    service_sid: serviceSid,
    account_sid: ready.accountSid,
    channel_sid: null,
    message_sid: null,
    author,
    size: file.bytes,
    content_type: contentType,
    filename,
    category: "media",
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(createdAt),
    date_upload_updated: isoSeconds(createdAt),
    is_multipart_upstream: false,
    url,
    links: {
      content: `${url}/Content`,
      content_direct_temporary: `${content}?Expires=${expires}&Signature=${sign(current, sid, expires)}`,
    },
  };
}

function sign({ runtime }: Account, sid: string, expires: string): string {
  return createHmac("sha256", runtime.ready.authToken).update(`${sid}.${expires}`).digest("hex");
}
