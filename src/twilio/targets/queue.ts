import type { Found, ResolvedFields, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

interface QueueFields {
  readonly name: string;
  /** A TaskRouter expression over workers' attributes. */
  readonly targetWorkers: string;
}

export function queueTarget(account: Account): Target {
  return {
    kind: "twilio.queue",
    noun: "queue",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read() {
      const workspace = await account.workspace();
      const queues = await calling("list the task queues", () => workspace.taskQueues.list());
      return {
        found: queues.map(foundQueue),
        wanted: ({ spec }) => {
          const { name, targetWorkers } = spec as unknown as QueueFields;
          return { fields: { name, targetWorkers: targetWorkers.trim() }, name, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["name"] === wanted["name"],
    owns: () => false,
    async create({ fields }) {
      const workspace = await account.workspace();
      const body = bodyOf(fields);
      return foundQueue(
        await calling(`create the queue "${body.friendlyName}"`, () => workspace.taskQueues.create(body)),
      );
    },
    async update({ id, fields }) {
      const workspace = await account.workspace();
      const body = bodyOf(fields);
      return foundQueue(
        await calling(`change the queue "${body.friendlyName}"`, () =>
          workspace.taskQueues.get(id).update(body),
        ),
      );
    },
    async remove({ id, name }) {
      const workspace = await account.workspace();
      await calling(`delete the queue "${name}"`, () => workspace.taskQueues.get(id).remove());
    },
  };
}

interface WireQueue {
  readonly sid: string;
  readonly friendlyName: string;
  readonly targetWorkers: string | null;
  readonly dateCreated: Date;
}

function foundQueue({ sid, friendlyName, targetWorkers, dateCreated }: WireQueue): Found {
  const fields = { name: friendlyName, targetWorkers: targetWorkers?.trim() ?? "1==1" };
  return { id: sid, name: friendlyName, fields, createdAt: dateCreated.getTime() };
}

function bodyOf(fields: ResolvedFields) {
  const { name, targetWorkers } = fields as unknown as QueueFields;
  return { friendlyName: name, targetWorkers };
}
