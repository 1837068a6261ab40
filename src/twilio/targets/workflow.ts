import type { Ref } from "../../domain/blueprint.ts";
import type { Found, Json, ResolvedFields, Target, Value } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface WorkflowSpec {
  readonly name: string;
  readonly queue: Ref;
  /** Seconds an agent has to accept before the next one is asked. */
  readonly reservationTimeout: number;
}

export function workflowTarget(account: Account): Target {
  return {
    kind: "twilio.workflow",
    noun: "workflow",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read() {
      const workspace = await account.workspace();
      const workflows = await calling("list the workflows", () => workspace.workflows.list());
      return {
        found: workflows.map(foundWorkflow),
        wanted: ({ spec }) => {
          const { name, queue, reservationTimeout } = spec as unknown as WorkflowSpec;
          const routing = { filters: [], default_filter: { queue } };
          return { fields: { name, reservationTimeout, routing }, name, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create({ fields }) {
      const workspace = await account.workspace();
      const body = bodyOf(fields);
      return foundWorkflow(
        await calling(`create the workflow "${body.friendlyName}"`, () => workspace.workflows.create(body)),
      );
    },
    async update({ id, fields }) {
      const workspace = await account.workspace();
      const body = bodyOf(fields);
      return foundWorkflow(
        await calling(`change the workflow "${body.friendlyName}"`, () =>
          workspace.workflows.get(id).update(body),
        ),
      );
    },
    async remove({ id, name }) {
      const workspace = await account.workspace();
      await calling(`delete the workflow "${name}"`, () => workspace.workflows.get(id).remove());
    },
  };
}

interface WireWorkflow {
  readonly sid: string;
  readonly friendlyName: string;
  readonly taskReservationTimeout: number;
  readonly configuration: string;
  readonly dateCreated: Date;
}

function foundWorkflow(workflow: WireWorkflow): Found {
  return {
    id: workflow.sid,
    name: workflow.friendlyName,
    createdAt: workflow.dateCreated.getTime(),
    fields: {
      name: workflow.friendlyName,
      reservationTimeout: workflow.taskReservationTimeout,
      routing: routingOf(workflow.configuration),
    },
  };
}

/** The routing as data; text that is no JSON is shown as it is. */
function routingOf(configuration: string): Value {
  try {
    const parsed = JSON.parse(configuration) as { readonly task_routing?: { readonly [key: string]: Value } };
    const { filters, ...rest } = parsed.task_routing ?? {};
    return withQueues({ filters: filters ?? [], ...rest });
  } catch {
    return configuration;
  }
}

function withQueues(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withQueues);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value as { readonly [key: string]: Value }).map(([key, item]) => [
    key,
    key === "queue" && typeof item === "string"
      ? { remote: { kind: "twilio.queue", id: item } }
      : withQueues(item),
  ]);
  return Object.fromEntries(entries) as Value;
}

function bodyOf(fields: ResolvedFields) {
  const { name, reservationTimeout, routing } = fields as unknown as {
    readonly name: string;
    readonly reservationTimeout: number;
    readonly routing: Json;
  };
  return {
    friendlyName: name,
    taskReservationTimeout: reservationTimeout,
    configuration: JSON.stringify({ task_routing: routing }),
  };
}
