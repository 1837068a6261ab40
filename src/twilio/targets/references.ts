import { Failure } from "../../domain/failure.ts";
import type { Found, Reading, Target } from "../../provision/ports.ts";
import type { Account } from "./account.ts";

/** What Flex brings along and flexcord only finds: the workspace and its chat service. */
export function referenceTargets(account: Account): readonly Target[] {
  return [
    reference("twilio.workspace", "workspace", async () => {
      const { workspaceSid } = await account.flex();
      return [{ id: workspaceSid, name: "Flex workspace", fields: {}, createdAt: null }];
    }),
    reference("twilio.chat-service", "chat service", async () => [await readChatService(account)]),
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
        wanted: () => ({ fields: {}, name: `the account's ${noun}`, notes: [] }),
      };
    },
    alike: () => true,
    owns: () => true,
    create: refuse,
    update: refuse,
  };
}

/** Flex works with its own chat service only, and only while that is the account's default for Conversations. */
async function readChatService(account: Account): Promise<Found> {
  const [{ chatServiceSid }, { defaultChatServiceSid }] = await Promise.all([
    account.flex(),
    account.conversationsConfiguration(),
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
