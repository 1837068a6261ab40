import { Failure } from "../../domain/failure.ts";
import type { MemberId, TransportConversationId } from "../../domain/ids.ts";
import { customerAttributes, plainName } from "../attributes.ts";
import { conversationSid } from "../sids.ts";
import { identityOf } from "../names.ts";
import { callOn, type ConversationContext, type FlexAccount } from "./flex-account.ts";
import { call, hasCode, unless } from "../transports/account.ts";

interface ConversationSpec {
  readonly name: string;
  readonly memberId: MemberId;
  readonly displayName: string;
}

/**
 * Creates the conversation, its participant and its webhooks, or completes what an earlier try left half
 * made. The unique name decides who creates it when two try at once.
 */
export async function ensureConversation(
  flex: FlexAccount,
  spec: ConversationSpec,
  signal: AbortSignal,
): Promise<TransportConversationId> {
  const found = await createOrFind(flex, spec, signal);
  const id = conversationSid(found.sid);
  if (id === null) throw new Failure("twilio.unavailable", "Twilio's answer names no conversation.");
  if (found.state === "closed") {
    throw new Failure("twilio.closed", "The conversation was closed before it was complete.");
  }
  if (found.chatServiceSid !== flex.ids.chatServiceSid) throw wrongService(found.chatServiceSid);
  await addMember(flex, id, spec, signal);
  await addWebhooks(flex, id, signal);
  return id;
}

interface Found {
  readonly sid: string;
  readonly state: string;
  readonly chatServiceSid: string;
}

async function createOrFind(flex: FlexAccount, spec: ConversationSpec, signal: AbortSignal): Promise<Found> {
  const { conversations } = flex.client.conversations.v1;
  const friendlyName = plainName(spec.displayName) || spec.name;
  // From the start: a flow that cannot ask us sends the member to an agent on its own.
  const attributes = JSON.stringify(customerAttributes(spec));
  const created = await unless(["twilio.exists"], () =>
    call(signal, "create the conversation", () =>
      conversations.create({ uniqueName: spec.name, friendlyName, attributes, ...timersOf(flex) }),
    ),
  );
  if (created !== null) return created;
  try {
    return await call(signal, "find the conversation by its name", () =>
      conversations.get(encodeURIComponent(spec.name)).fetch(),
    );
  } catch (thrown) {
    if (!hasCode(thrown, "twilio.not-found")) throw thrown;
    // It exists for who creates it and not for who looks: the other try is under way, or was just undone.
    throw new Failure("twilio.unavailable", "The conversation is known by name but cannot be found yet.");
  }
}

/** The library drops a nested `timers` without a word: its keys have dots. */
function timersOf({ timers }: FlexAccount): { "timers.inactive"?: string; "timers.closed"?: string } {
  const { inactiveMinutes = null, closedMinutes = null } = timers ?? {};
  return {
    ...(inactiveMinutes === null ? {} : { "timers.inactive": `PT${inactiveMinutes}M` }),
    ...(closedMinutes === null ? {} : { "timers.closed": `PT${closedMinutes}M` }),
  };
}

function wrongService(found: string): Failure {
  return new Failure("config.invalid", "New conversations are not made in the chat service of Flex.", {
    fix: "Make the Flex chat service the account's default Conversations service (Console, Conversations, Defaults).",
    where: found,
  });
}

async function addMember(
  flex: FlexAccount,
  id: TransportConversationId,
  { memberId }: ConversationSpec,
  signal: AbortSignal,
): Promise<void> {
  await unless(["twilio.exists"], () =>
    callOn(flex, id, signal, "add the member to the conversation", (context) =>
      context.participants.create({ identity: identityOf(memberId) }),
    ),
  );
}

/** Every event that the door makes something of. */
const FILTERS = [
  "onMessageAdded",
  "onMessageUpdated",
  "onMessageRemoved",
  "onConversationStateUpdated",
  "onConversationRemoved",
];

/** The flow would start once for each studio webhook, so there has to be exactly one of each kind. */
async function addWebhooks(
  flex: FlexAccount,
  id: TransportConversationId,
  signal: AbortSignal,
): Promise<void> {
  const { flowSid } = flex.ids;
  const kinds: readonly { readonly matches: Matches; readonly options: WebhookOptions }[] = [
    {
      matches: ({ target, configuration }) => target === "webhook" && configuration?.url === flex.callbackUrl,
      options: {
        target: "webhook",
        "configuration.url": flex.callbackUrl,
        "configuration.method": "post",
        "configuration.filters": FILTERS,
      },
    },
    {
      matches: ({ target }) => target === "studio",
      options: {
        target: "studio",
        "configuration.flowSid": flowSid,
        "configuration.filters": ["onMessageAdded"],
      },
    },
  ];
  const list = () => callOn(flex, id, signal, "list the webhooks", (context) => context.webhooks.list());
  const before = await list();
  const missing = kinds.filter(({ matches }) => !before.some(matches));
  for (const { options } of missing) {
    await callOn(flex, id, signal, `add the ${options.target} webhook`, (context) =>
      context.webhooks.create(options),
    );
  }
  if (missing.length === 0) return;
  const after = await list();
  for (const { matches } of missing) await keepFirst(flex, id, after.filter(matches), signal);
}

type WebhookOptions = Parameters<ConversationContext["webhooks"]["create"]>[0];
type Webhook = Awaited<ReturnType<ConversationContext["webhooks"]["list"]>>[number];
type Matches = (
  webhook: Pick<Webhook, "target"> & { readonly configuration: { url?: unknown } | null },
) => boolean;

/** Two tries at once may both have added it; both then keep the same one. */
async function keepFirst(
  flex: FlexAccount,
  id: TransportConversationId,
  same: readonly Webhook[],
  signal: AbortSignal,
): Promise<void> {
  const [, ...surplus] = same.map(({ sid }) => sid).sort();
  for (const sid of surplus) {
    await unless(["twilio.not-found"], () =>
      callOn(flex, id, signal, "remove a surplus webhook", (context) => context.webhooks.get(sid).remove()),
    );
  }
}
