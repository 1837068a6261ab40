import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { notFound } from "../wire/api-error.ts";
import { isoSeconds } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call } from "../wire/routes.ts";
import { revisionOf, type Documents, type SyncDocument } from "./documents.ts";

const PAGE_MAX = 100;

/** Sync v1: the documents of the account's default service, by SID or as `default`. */
export function syncRoutes(app: FastifyInstance, current: () => Account): void {
  const routes = hostRoutes(app, "sync.twilio.com");
  const base = "/v1/Services/:ServiceSid/Documents";
  const within = (call: Call): Documents => {
    const { documents } = current();
    const service = call.path("ServiceSid");
    if (service !== "default" && service !== documents.serviceSid) throw notFound(call.resource);
    return documents;
  };
  routes.get(base, (call) => {
    const documents = within(call);
    return page(call, {
      key: "documents",
      items: documents.all(),
      show: (document) => showDocument(documents, document),
      max: PAGE_MAX,
    });
  });
  routes.create(base, (call) => answer(call, within(call), within(call).create(call.form)));
  routes.get(`${base}/:Sid`, (call) => answer(call, within(call), within(call).find(call.path("Sid"))));
  routes.update(`${base}/:Sid`, (call) => {
    const documents = within(call);
    return answer(call, documents, documents.update(call.path("Sid"), call.form, call.header("If-Match")));
  });
  routes.remove(`${base}/:Sid`, (call) => within(call).remove(call.path("Sid")));
}

function answer(call: Call, documents: Documents, document: SyncDocument): unknown {
  call.answerHeader("etag", revisionOf(document));
  return showDocument(documents, document);
}

function showDocument({ runtime, serviceSid }: Documents, document: SyncDocument): unknown {
  const url = `https://sync.twilio.com/v1/Services/${serviceSid}/Documents/${document.sid}`;
  return {
    sid: document.sid,
    unique_name: document.uniqueName,
    account_sid: runtime.ready.accountSid,
    service_sid: serviceSid,
    url,
    links: { permissions: `${url}/Permissions` },
    revision: revisionOf(document),
    data: JSON.parse(document.data) as unknown,
    date_expires: document.expiresAt === null ? null : isoSeconds(document.expiresAt),
    date_created: isoSeconds(document.createdAt),
    date_updated: isoSeconds(document.updatedAt),
    created_by: "system",
  };
}
