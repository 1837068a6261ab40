import { Failure } from "../../domain/failure.ts";
import type { MemberId, TransportConversationId } from "../../domain/ids.ts";
import { customerAttributes, plainName } from "../attributes.ts";
import { identityOf } from "../names.ts";
import { call, hasCode, LASTING, unless } from "../transports/account.ts";
import {
  callLegacy,
  changeAttributes,
  isInactive,
  overFailure,
  serviceOf,
  type ChatAccount,
} from "./chat-account.ts";
import { channelId } from "./channel-id.ts";
import { FROM } from "./taken-over.ts";
import { ensureWebhook } from "./webhook.ts";

interface ChannelSpec {
  readonly name: string;
  readonly memberId: MemberId;
  readonly displayName: string;
}

/**
 * Finds the member as a user of the chat service or makes them one, takes their last open channel or asks Flex for a
 * new one, and puts our webhook on it; or completes what an earlier try left half made.
 */
export async function ensureChannel(
  chat: ChatAccount,
  spec: ChannelSpec,
  signal: AbortSignal,
): Promise<TransportConversationId> {
  const isKnown = await ensureUser(chat, spec, signal);
  const open = isKnown ? await lastOpenChannel(chat, spec, signal) : null;
  const id = channelId(open?.sid ?? (await createOrFind(chat, spec, signal)));
  if (id === null) throw new Failure("twilio.unavailable", "Twilio's answer names no channel.");
  // From the start: a flow that cannot ask us sends the member to an agent on its own.
  const from = open?.from === undefined ? {} : { [FROM]: open.from };
  await changeAttributes(chat, id, signal, { ...customerAttributes(spec), ...from });
  await ensureWebhook(chat, id, signal);
  return id;
}

/** Whether they were there before. What others wrote about one who was stays as it is. */
async function ensureUser(chat: ChatAccount, spec: ChannelSpec, signal: AbortSignal): Promise<boolean> {
  const identity = identityOf(spec.memberId);
  const { users } = serviceOf(chat);
  // Whatever refuses to be looked up refuses to be made as well, and says why.
  const found = await unless(LASTING, () =>
    call(signal, "look for the member among the chat users", () => users.get(identity).fetch()),
  );
  if (found !== null) return true;
  const made = await unless(["twilio.exists"], () =>
    callLegacy(signal, "make the member a chat user", () =>
      users.create({ identity, friendlyName: friendlyName(spec) }),
    ),
  );
  return made === null;
}

const friendlyName = ({ displayName, name }: ChannelSpec): string => plainName(displayName) || name;

const USER_CHANNELS_A_PAGE = 50;

/** Names of our own: a channel is one conversation, so another one's is left to its end. */
const OURS = /^discord-\d+-\d+-/;

/**
 * The member's last channel, when Flex is not done with it: the one an earlier try asked for, or one that somebody else
 * opened; of that, what was said before is not ours to pass on.
 */
async function lastOpenChannel(
  chat: ChatAccount,
  { name, memberId }: ChannelSpec,
  signal: AbortSignal,
): Promise<{ readonly sid: string; readonly from?: number } | null> {
  const doing = "look for the member's open channel";
  const { users, channels } = serviceOf(chat);
  const all = await call(signal, doing, () =>
    users.get(identityOf(memberId)).userChannels.list({ pageSize: USER_CHANNELS_A_PAGE }),
  );
  const last = all.at(-1);
  if (last === undefined) return null;
  const context = channels.get(last.channelSid);
  const channel = await unless(["twilio.not-found"], () => call(signal, doing, () => context.fetch()));
  if (channel === null || isInactive(channel)) return null;
  if (channel.uniqueName === name) return { sid: channel.sid };
  if (OURS.test(channel.uniqueName ?? "")) return null;
  const { instances } = await call(signal, doing, () =>
    context.messages.page({ order: "desc", pageSize: 1 }),
  );
  return { sid: channel.sid, from: instances[0]?.index ?? -1 };
}

/** The unique name decides who creates it when two try at once. */
async function createOrFind(chat: ChatAccount, spec: ChannelSpec, signal: AbortSignal): Promise<string> {
  const identity = identityOf(spec.memberId);
  const shown = friendlyName(spec);
  const doing = "ask Flex for a channel";
  const created = await unless(["twilio.exists"], () =>
    callLegacy(signal, doing, () =>
      chat.client.flexApi.v1.channel
        .create({
          flexFlowSid: chat.flexFlowSid,
          target: identity,
          identity,
          chatUserFriendlyName: shown,
          chatFriendlyName: shown,
          chatUniqueName: spec.name,
        })
        .catch((thrown: unknown) => {
          throw explained(thrown);
        }),
    ),
  );
  if (created !== null) return created.sid;
  try {
    const found = await call(signal, "find the channel by its name", () =>
      serviceOf(chat).channels.get(encodeURIComponent(spec.name)).fetch(),
    );
    if (isInactive(found)) throw overFailure(doing);
    return found.sid;
  } catch (thrown) {
    if (!hasCode(thrown, "twilio.not-found")) throw thrown;
    // It exists for who creates it and not for who looks: the other try is under way, or was just undone.
    throw new Failure("twilio.unavailable", "The channel is known by name but cannot be found yet.");
  }
}

const FLEX_FLOW_GONE = 45205;
const TOO_MANY_CHANNELS = 50208;

/** Two refusals have causes of their own, and ways out. */
function explained(thrown: unknown): unknown {
  switch ((thrown as { readonly code?: unknown } | null)?.code) {
    case FLEX_FLOW_GONE:
      return new Failure("state.conflict", "The Flex Flow that was deployed is gone.", {
        fix: "Run `flexcord deploy`: it makes the Flex Flow again.",
      });
    case TOO_MANY_CHANNELS:
      return new Failure("twilio.refused", "The member is in as many channels as the chat service allows.", {
        fix: "Raise twilio.legacy.chatService.userChannels (1000 at most) and deploy, or remove channels that ended.",
      });
    default:
      return thrown;
  }
}
