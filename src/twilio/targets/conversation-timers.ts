import type { Found, Target } from "../../provision/ports.ts";
import { calling, type Account, type ConversationsConfiguration } from "./account.ts";

interface TimerFields {
  /** Minutes of quiet after which a conversation counts as inactive; null for never. */
  readonly inactiveMinutes: number | null;
  /** Minutes of quiet after which it is closed for good; null for never. */
  readonly closedMinutes: number | null;
}

/**
 * What happens to conversations that everybody has left. The account has one setting, which all its new
 * conversations share, so one that flexcord did not make is overwritten only when the operator says so.
 */
export function conversationTimersTarget(account: Account): Target {
  const write = async (fields: unknown): Promise<Found> => {
    const { inactiveMinutes, closedMinutes } = fields as TimerFields;
    const body = {
      defaultInactiveTimer: duration(inactiveMinutes),
      defaultClosedTimer: duration(closedMinutes),
    };
    return foundTimers(
      await calling("set the default timers of conversations", () =>
        account.client.conversations.v1.configuration().update(body),
      ),
    );
  };
  return {
    kind: "twilio.conversation-timers",
    noun: "timers of conversations",
    rewritten: [],
    guarded: ["inactiveMinutes", "closedMinutes"],
    isFixed: () => false,
    async read() {
      const configuration = await account.conversationsConfiguration();
      const found = foundTimers(configuration);
      const isSet = Object.values(found.fields).some((minutes) => minutes !== null);
      return {
        found: isSet ? [found] : [],
        wanted: ({ spec }) => {
          const { inactiveMinutes, closedMinutes } = spec as unknown as TimerFields;
          return { fields: { inactiveMinutes, closedMinutes }, name: "timers of conversations", notes: [] };
        },
      };
    },
    // An account has one setting, whatever is in it.
    alike: () => true,
    owns: (found, wanted) => JSON.stringify(found) === JSON.stringify(wanted),
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    // Without timers, as every account begins.
    remove: async () => {
      await write({ inactiveMinutes: null, closedMinutes: null });
    },
  };
}

/** Zero switches a timer off. */
const duration = (minutes: number | null): string => (minutes === null ? "PT0S" : `PT${minutes}M`);

function foundTimers(configuration: ConversationsConfiguration): Found {
  const { chatServiceSid = configuration.defaultChatServiceSid } = configuration as {
    chatServiceSid?: string;
  };
  return {
    id: chatServiceSid,
    name: "timers of conversations",
    createdAt: null,
    fields: {
      inactiveMinutes: minutesOf(configuration.defaultInactiveTimer),
      closedMinutes: minutesOf(configuration.defaultClosedTimer),
    },
    background: true,
  };
}

const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Twilio may answer with another spelling of the same duration. */
function minutesOf(text: string | null): number | null {
  const parts = DURATION.exec(text ?? "");
  if (parts === null) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const all = (days * 24 + hours) * 60 + minutes + seconds / 60;
  return all === 0 ? null : all;
}
