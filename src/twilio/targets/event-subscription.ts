import type { Found, ReadRequest, Reading, ResolvedFields, Target, Value } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface SubscriptionFields {
  readonly name: string;
  readonly sink: string;
  /** As TaskRouter names them, such as `task.created`. */
  readonly events: readonly string[];
}

const TASK_ROUTER = "com.twilio.taskrouter.";

/** Which of TaskRouter's events a sink gets. */
export function eventSubscriptionTarget(account: Account): Target {
  const { subscriptions } = account.client.events.v1;
  return {
    kind: "twilio.event-subscription",
    noun: "event subscription",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    identifying: ["sink"],
    read: (request) => read(account, request),
    alike: (found, wanted) =>
      found["name"] === wanted["name"] && JSON.stringify(found["sink"]) === JSON.stringify(wanted["sink"]),
    // It feeds our own sink.
    owns: () => true,
    async create({ fields }) {
      const { name, sink, events } = fieldsIn(fields);
      const types = events.map((event) => ({ type: TASK_ROUTER + event, schema_version: 1 }));
      const doing = `create the event subscription "${name}"`;
      const made = await calling(doing, () =>
        subscriptions.create({ description: name, sinkSid: sink, types }),
      );
      return foundSubscription(made, events);
    },
    async update({ id, fields, changed }) {
      const { name, events } = fieldsIn(fields);
      const doing = `change the event subscription "${name}"`;
      const context = subscriptions(id);
      if (changed.has("events")) {
        const before = (await calling(doing, () => context.subscribedEvents.list())).map(({ type }) => type);
        const wanted = events.map((event) => TASK_ROUTER + event);
        // First what is new: a subscription cannot be without any.
        for (const type of wanted.filter((one) => !before.includes(one))) {
          await calling(doing, () => context.subscribedEvents.create({ type, schemaVersion: 1 }));
        }
        for (const type of before.filter((one) => !wanted.includes(one))) {
          await calling(doing, () => context.subscribedEvents(type).remove());
        }
      }
      return foundSubscription(await calling(doing, () => context.update({ description: name })), events);
    },
    async remove({ id, name }) {
      await calling(`delete the event subscription "${name}"`, () => subscriptions(id).remove());
    },
  };
}

/** The list shows no events, so those of what may be ours are fetched. */
async function read({ client }: Account, { resources, knownIds }: ReadRequest): Promise<Reading> {
  const { subscriptions } = client.events.v1;
  const names = new Set(resources.map(({ spec }) => spec["name"]));
  const listed = await calling("list the event subscriptions", () => subscriptions.list());
  const found = await Promise.all(
    listed.map(async (subscription) => {
      if (!knownIds.has(subscription.sid) && !names.has(subscription.description)) {
        return foundSubscription(subscription, []);
      }
      const types = await calling("list the events of a subscription", () =>
        subscriptions(subscription.sid).subscribedEvents.list(),
      );
      return foundSubscription(
        subscription,
        types.map(({ type }) => (type.startsWith(TASK_ROUTER) ? type.slice(TASK_ROUTER.length) : type)),
      );
    }),
  );
  return {
    found,
    wanted: ({ spec }) => {
      const { name } = spec as unknown as SubscriptionFields;
      const events = (spec["events"] as readonly string[]).toSorted();
      return { fields: { name, sink: spec["sink"] as Value, events }, name, notes: [] };
    },
  };
}

const fieldsIn = (fields: ResolvedFields) => fields as unknown as SubscriptionFields;

interface WireSubscription {
  readonly sid: string;
  readonly description: string;
  readonly sinkSid: string;
  readonly dateCreated: Date;
}

function foundSubscription(wire: WireSubscription, events: readonly string[]): Found {
  return {
    id: wire.sid,
    name: wire.description,
    createdAt: wire.dateCreated.getTime(),
    fields: {
      name: wire.description,
      sink: { remote: { kind: "twilio.event-sink", id: wire.sinkSid } },
      events: events.toSorted(),
    },
  };
}
