import type { FastifyInstance } from "fastify";
import type { Account } from "../account.ts";
import { newSid } from "../sids.ts";
import { ApiError, invalidParameter, notFound, notImitated } from "../wire/api-error.ts";
import { isObject, isoSeconds, parseJson, parseObject, textOf } from "../wire/json.ts";
import { page } from "../wire/page.ts";
import { hostRoutes, type Call, type HostRoutes } from "../wire/routes.ts";
import type { Sink, Subscription } from "./streams.ts";

const ROOT = "https://events.twilio.com/v1";
const PAGE_MAX = 100;

export function eventRoutes(app: FastifyInstance, account: () => Account): void {
  const routes = hostRoutes(app, "events.twilio.com");
  sinkRoutes(routes, account);
  subscriptionRoutes(routes, account);
  subscribedEventRoutes(routes, account);
}

function sinkRoutes(routes: HostRoutes, account: () => Account): void {
  const find = (call: Call): Sink => found(account().streams.sinks.get(call.path("Sid")), call);
  routes.get("/v1/Sinks", (call) =>
    page(call, { key: "sinks", items: account().streams.sinks.all(), show: showSink, max: PAGE_MAX }),
  );
  routes.create("/v1/Sinks", (call) => {
    if (call.form.required("SinkType") !== "webhook") throw notImitated("sinks that are no webhooks");
    const destination = textOf(parseObject(call.form.required("SinkConfiguration")), "destination") ?? "";
    if (!URL.canParse(destination)) throw invalidParameter("SinkConfiguration has no destination");
    const sink = { sid: newSid("DG"), description: call.form.required("Description"), destination };
    return showSink(account().streams.sinks.put({ ...sink, createdAt: account().runtime.now() }));
  });
  routes.get("/v1/Sinks/:Sid", (call) => showSink(find(call)));
  // Where a sink leads is settled when it is made.
  routes.update("/v1/Sinks/:Sid", (call) =>
    showSink(account().streams.sinks.put({ ...find(call), description: call.form.required("Description") })),
  );
  routes.remove("/v1/Sinks/:Sid", (call) => {
    const { sid } = find(call);
    const isUsed = account()
      .streams.subscriptions.all()
      .some(({ sinkSid }) => sinkSid === sid);
    if (isUsed) throw new ApiError(400, 20001, `Sink ${sid} is used by a subscription`);
    account().streams.sinks.delete(sid);
  });
}

function subscriptionRoutes(routes: HostRoutes, account: () => Account): void {
  const path = "/v1/Subscriptions";
  const show = (item: Subscription) => showSubscription(account().runtime.ready.accountSid, item);
  const find = (call: Call) => found(account().streams.subscriptions.get(call.path("Sid")), call);
  routes.get(path, (call) =>
    page(call, { key: "subscriptions", items: account().streams.subscriptions.all(), show, max: PAGE_MAX }),
  );
  routes.create(path, (call) => {
    const { streams, runtime } = account();
    const sinkSid = call.form.required("SinkSid");
    if (streams.sinks.get(sinkSid) === undefined) throw invalidParameter(`There is no sink ${sinkSid}`);
    const description = call.form.required("Description");
    const types = readTypes(call);
    const created = { sid: newSid("DF"), description, sinkSid, types, createdAt: runtime.now() };
    return show(streams.subscriptions.put(created));
  });
  routes.get(`${path}/:Sid`, (call) => show(find(call)));
  routes.update(`${path}/:Sid`, (call) =>
    show(
      account().streams.subscriptions.put({ ...find(call), description: call.form.required("Description") }),
    ),
  );
  routes.remove(`${path}/:Sid`, (call) => account().streams.subscriptions.delete(find(call).sid));
}

function subscribedEventRoutes(routes: HostRoutes, account: () => Account): void {
  const path = "/v1/Subscriptions/:SubscriptionSid/SubscribedEvents";
  const subscriptions = () => account().streams.subscriptions;
  const find = (call: Call) => found(subscriptions().get(call.path("SubscriptionSid")), call);
  const show = (call: Call) => (type: string) => ({
    account_sid: account().runtime.ready.accountSid,
    type,
    schema_version: 1,
    subscription_sid: call.path("SubscriptionSid"),
    url: `${ROOT}/Subscriptions/${call.path("SubscriptionSid")}/SubscribedEvents/${type}`,
  });
  routes.get(path, (call) =>
    page(call, { key: "types", items: find(call).types, show: show(call), max: PAGE_MAX }),
  );
  routes.create(path, (call) => {
    const subscription = find(call);
    const type = call.form.required("Type");
    subscriptions().put({ ...subscription, types: [...new Set([...subscription.types, type])] });
    return show(call)(type);
  });
  routes.remove(`${path}/:Type`, (call) => {
    const subscription = find(call);
    const types = subscription.types.filter((type) => type !== call.path("Type"));
    if (types.length === 0) throw invalidParameter("A subscription needs one type at least");
    subscriptions().put({ ...subscription, types });
  });
}

function found<Item>(item: Item | undefined, call: Call): Item {
  if (item === undefined) throw notFound(call.resource);
  return item;
}

/** Sent once for each type, as an object in JSON. */
function readTypes(call: Call): readonly string[] {
  const types = call.form.each("Types").flatMap((text) => {
    const value = parseJson(text);
    return isObject(value) ? (textOf(value, "type") ?? []) : [];
  });
  if (types.length === 0) throw invalidParameter("Types is missing");
  return types;
}

function showSink({ sid, description, destination, createdAt }: Sink): unknown {
  const url = `${ROOT}/Sinks/${sid}`;
  return {
    sid,
    description,
    sink_type: "webhook",
    sink_configuration: { destination, method: "POST", batch_events: false },
    status: "active",
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(createdAt),
    url,
    links: { sink_test: `${url}/Test`, sink_validate: `${url}/Validate` },
  };
}

function showSubscription(accountSid: string, subscription: Subscription): unknown {
  const { sid, description, sinkSid, createdAt } = subscription;
  const url = `${ROOT}/Subscriptions/${sid}`;
  return {
    account_sid: accountSid,
    sid,
    description,
    sink_sid: sinkSid,
    date_created: isoSeconds(createdAt),
    date_updated: isoSeconds(createdAt),
    url,
    links: { subscribed_events: `${url}/SubscribedEvents` },
  };
}
