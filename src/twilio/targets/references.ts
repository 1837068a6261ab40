import { Failure } from "../../domain/failure.ts";
import type { Found, Reading, Target } from "../../provision/ports.ts";
import { calling, type Account } from "./account.ts";

/** What Flex brings along and flexcord only finds: the workspace, its chat service and its task channels. */
export function referenceTargets(account: Account): readonly Target[] {
  return [
    reference("twilio.workspace", "workspace", async () => {
      const { workspaceSid } = await account.flex();
      return [{ id: workspaceSid, name: "Flex workspace", fields: {}, createdAt: null }];
    }),
    reference("twilio.chat-service", "chat service", async () => [await readChatService(account)]),
    reference("twilio.task-channel", "task channel", () => readTaskChannels(account)),
  ];
}

function reference(kind: Target["kind"], noun: string, read: () => Promise<readonly Found[]>): Target {
  const refuse = () =>
    Promise.reject(new Failure("bug.unexpected", `The ${noun} is only referred to and never written.`));
  return {
    kind,
    noun,
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read(): Promise<Reading> {
      return {
        found: await read(),
        wanted: ({ spec }) => {
          const name = spec["uniqueName"];
          if (typeof name !== "string") return { fields: {}, name: `the account's ${noun}`, notes: [] };
          return { fields: { uniqueName: name }, name, notes: [] };
        },
      };
    },
    alike: (found, wanted) => found["uniqueName"] === wanted["uniqueName"],
    owns: () => true,
    create: refuse,
    update: refuse,
  };
}

/** Flex works with its own chat service only, and only while that is the account's default for Conversations. */
async function readChatService(account: Account): Promise<Found> {
  const doing = "read the Conversations configuration";
  const [{ chatServiceSid }, { defaultChatServiceSid }] = await Promise.all([
    account.flex(),
    calling(doing, () => account.client.conversations.v1.configuration().fetch()),
  ]);
  if (chatServiceSid === defaultChatServiceSid) {
    return { id: chatServiceSid, name: "Flex chat service", fields: {}, createdAt: null };
  }
  throw new Failure(
    "twilio.refused",
    `Conversations use the chat service ${defaultChatServiceSid} by default, but Flex uses ${chatServiceSid}.`,
    {
      fix: `Make ${chatServiceSid} the default in the Twilio Console: Conversations, Manage, Defaults, Default Conversation Service.`,
    },
  );
}

async function readTaskChannels(account: Account): Promise<readonly Found[]> {
  const workspace = await account.workspace();
  const channels = await calling("list the task channels", () => workspace.taskChannels.list());
  return channels.map(({ sid, uniqueName, dateCreated }) => ({
    id: sid,
    name: uniqueName,
    fields: { uniqueName },
    createdAt: dateCreated.getTime(),
    // Every workspace comes with half a dozen of them.
    background: true,
  }));
}
