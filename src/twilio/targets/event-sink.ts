import type { Found, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface SinkFields {
  readonly name: string;
  readonly url: string;
}

/** Where Event Streams deliver. Unlike the workspace's callback there can be many, so nobody is in the way. */
export function eventSinkTarget({ client }: Account): Target {
  const { sinks } = client.events.v1;
  return {
    kind: "twilio.event-sink",
    noun: "event sink",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    // Twilio takes a new description and nothing else: another address is another sink.
    identifying: ["url"],
    async read() {
      const list = await calling("list the event sinks", () => sinks.list());
      return {
        found: list.filter(({ sinkType }) => sinkType === "webhook").map(foundSink),
        wanted: ({ spec }) => {
          const { name, url } = spec as unknown as SinkFields;
          return { fields: { name, url }, name, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"] && found["url"] === wanted["url"],
    // The same name and our own address: it can be nobody else's.
    owns: () => true,
    async create({ fields }) {
      const { name, url } = fields as unknown as SinkFields;
      const sinkConfiguration = { destination: url, method: "POST", batch_events: false };
      return foundSink(
        await calling(`create the event sink "${name}"`, () =>
          sinks.create({ description: name, sinkConfiguration, sinkType: "webhook" }),
        ),
      );
    },
    async update({ id, fields }) {
      const { name } = fields as unknown as SinkFields;
      return foundSink(
        await calling(`rename the event sink "${name}"`, () => sinks(id).update({ description: name })),
      );
    },
    async remove({ id, name }) {
      await calling(`delete the event sink "${name}"`, () => sinks(id).remove());
    },
  };
}

interface WireSink {
  readonly sid: string;
  readonly description: string;
  readonly sinkConfiguration: unknown;
  readonly dateCreated: Date;
}

function foundSink({ sid, description, sinkConfiguration, dateCreated }: WireSink): Found {
  const { destination = "" } = (sinkConfiguration ?? {}) as { readonly destination?: string };
  const fields = { name: description, url: destination };
  return { id: sid, name: description, fields, createdAt: dateCreated.getTime() };
}
