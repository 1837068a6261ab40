import { createHash } from "node:crypto";

import { callOut } from "../callback.ts";
import { createCollection, type Collection } from "../collection.ts";
import type { Runtime } from "../runtime.ts";
import { newSid } from "../sids.ts";
import { sign } from "../signature.ts";

export interface Sink {
  readonly sid: string;
  readonly description: string;
  readonly destination: string;
  readonly createdAt: number;
}

export interface Subscription {
  readonly sid: string;
  readonly description: string;
  readonly sinkSid: string;
  readonly types: readonly string[];
  readonly createdAt: number;
}

/** Event Streams: who wants to hear of what, beside the workspace's one callback. */
export interface EventStreams {
  readonly sinks: Collection<Sink>;
  readonly subscriptions: Collection<Subscription>;
  /** Sends an event to every sink that is subscribed to its type. `data` is as the vendor's schema has it. */
  readonly publish: (type: string, data: Readonly<Record<string, string>>) => void;
}

/** A webhook sink has to answer within this time. */
const TIMEOUT_MS = 5000;
/** The vendor goes on for four hours; here a few tries show the same. */
const TRIES = 3;

export function createEventStreams(runtime: Runtime): EventStreams {
  const sinks = createCollection<Sink>();
  const subscriptions = createCollection<Subscription>();
  return {
    sinks,
    subscriptions,
    publish(type, data) {
      const wanting = subscriptions.all().filter(({ types }) => types.includes(type));
      for (const sinkSid of new Set(wanting.map((subscription) => subscription.sinkSid))) {
        const sink = sinks.get(sinkSid);
        const event = cloudEvent(runtime, type, data);
        if (sink !== undefined) runtime.soon(() => void deliver(runtime, sink.destination, event));
      }
    },
  };
}

function cloudEvent(runtime: Runtime, type: string, data: Readonly<Record<string, string>>): object {
  return {
    specversion: "1.0",
    type,
    source: `/v1/Accounts/${runtime.ready.accountSid}`,
    id: newSid("EZ"),
    dataschema: "https://events-schemas.twilio.com/TaskRouter.Event/1",
    datacontenttype: "application/json",
    time: new Date(runtime.now()).toISOString(),
    data,
  };
}

/** A JSON list, its hash in the address, the address signed. Given until somebody takes it, at least once. */
async function deliver(runtime: Runtime, destination: string, event: object): Promise<void> {
  const body = JSON.stringify([event]);
  const hash = createHash("sha256").update(body).digest("hex");
  const url = `${destination}${destination.includes("?") ? "&" : "?"}bodySHA256=${hash}`;
  for (let tries = 0; tries < TRIES && !runtime.closing.aborted; tries += 1) {
    const { status } = await callOut(runtime, {
      method: "POST",
      url,
      headers: {
        "content-type": "application/json",
        "x-twilio-signature": sign(runtime.ready.authToken, url, new URLSearchParams()),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      route: `event-streams ${(event as { readonly type: string }).type}`,
    });
    if (status >= 200 && status < 300) return;
  }
}
