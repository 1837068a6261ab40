import { Failure } from "../../domain/failure.ts";
import type { Found, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

/** Every workspace has these; they are referred to and never made. */
const BUILT_IN = new Set(["default", "voice", "chat", "sms", "video", "email"]);

/** What kind of work it is. Flex draws its own ones well; one of ours needs a plugin to look like a chat. */
export function taskChannelTarget(account: Account): Target {
  return {
    kind: "twilio.task-channel",
    noun: "task channel",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    identifying: ["uniqueName"],
    async read() {
      const workspace = await account.workspace();
      const channels = await calling("list the task channels", () => workspace.taskChannels.list());
      return {
        found: channels.map(foundChannel),
        wanted: ({ spec, managed }) => {
          const name = spec["uniqueName"] as string;
          const exists = channels.some(({ uniqueName }) => uniqueName === name);
          const isNew = managed !== "reference" && !exists;
          return { fields: { uniqueName: name }, name, notes: isNew ? [CAPACITY] : [] };
        },
      };
    },
    alike: (found, wanted) => found["uniqueName"] === wanted["uniqueName"],
    // Unique in the workspace, and there is nothing else in it to disagree about.
    owns: () => true,
    async create({ fields }) {
      const uniqueName = fields["uniqueName"] as string;
      const workspace = await account.workspace();
      return foundChannel(
        await calling(`create the task channel "${uniqueName}"`, () =>
          workspace.taskChannels.create({ uniqueName, friendlyName: uniqueName }),
        ),
      );
    },
    update: () => Promise.reject(new Failure("bug.unexpected", "A task channel has nothing to change.")),
    async remove({ id, name }) {
      if (BUILT_IN.has(name)) return;
      const workspace = await account.workspace();
      await calling(`delete the task channel "${name}"`, () => workspace.taskChannels.get(id).remove());
    },
  };
}

const CAPACITY =
  "agents take one such task at a time until their capacity for this channel is raised (Flex, Manage, Workers)";

interface WireChannel {
  readonly sid: string;
  readonly uniqueName: string;
  readonly dateCreated: Date;
}

function foundChannel({ sid, uniqueName, dateCreated }: WireChannel): Found {
  return {
    id: sid,
    name: uniqueName,
    fields: { uniqueName },
    createdAt: dateCreated.getTime(),
    // Every workspace comes with half a dozen of them.
    background: true,
  };
}
