import type { MediaService } from "../../src/twilio/media-service.ts";
import { afterEach, beforeEach } from "vitest";

import type { TaskFacts, Transport, TransportLine } from "../../src/bridge/ports.ts";
import type { Clock } from "../../src/domain/clock.ts";
import type { CaseNumber, MemberId, PostId, TransportConversationId } from "../../src/domain/ids.ts";
import { silentLog } from "../../src/domain/log.ts";
import { createTwilioClient } from "../../src/twilio/client.ts";
import { createConversationsTransport } from "../../src/twilio/conversations/transport.ts";
import { openAccount, type Account } from "./account.ts";
import { sid, type Call } from "./twilio-like.ts";

export const CALLBACK = "https://chat.example.com/twilio/conversations";
export const FLOW = sid("FW");
export const MEMBER = "123456789012345678" as MemberId;
export const SPEC = {
  name: "discord-123456789012345678-1",
  memberId: MEMBER,
  displayName: 'Mia "the fox"',
};

export const going = new AbortController().signal;

/** A fresh account for each test, and a transport that works on it. */
export function benchEach() {
  let account: Account;
  let transport: Transport;
  let now: number;
  beforeEach(async () => {
    now = Date.now();
    account = await openAccount();
    transport = transportOf(account, account.chatServiceSid, () => now);
  });
  afterEach(() => account.close());
  return {
    get account() {
      return account;
    },
    get transport() {
      return transport;
    },
    /** A transport for an account whose Flex uses another chat service. */
    transportElsewhere: () => transportOf(account, sid("IS"), () => now),
    /** Time passes on the transport's clock. */
    pass(ms: number) {
      now += ms;
    },
    open: () => transport.ensureConversation(SPEC, going),
    /** The one conversation of the account, as it stands. */
    only() {
      const [first, ...more] = account.conversations.values();
      if (first === undefined || more.length > 0)
        throw new Error(`${account.conversations.size} conversations`);
      return first;
    },
    task(conversation: string, status = "pending", queue = "WQ1") {
      const made = { sid: sid("WT"), queue, status, conversation };
      account.tasks.push(made);
      return made;
    },
    count: (fits: (call: Call) => boolean) => account.calls.filter(fits).length,
  };
}

function transportOf(account: Account, chatServiceSid: string, now: () => number): Transport {
  const client = createTwilioClient({
    accountSid: sid("AC"),
    apiKey: sid("SK"),
    apiSecret: "secret",
    api: account.api,
    timeoutMs: 2_000,
  });
  const ids = {
    workspaceSid: sid("WS"),
    workflowSid: sid("WW"),
    queueSid: sid("WQ"),
    taskChannelSid: sid("TC"),
    flowSid: FLOW,
    chatServiceSid,
  };
  const clock: Clock = {
    now,
    // Nobody waits here for longer than a turn of the event loop.
    after(_ms, ring) {
      const soon = setImmediate(ring);
      return () => clearImmediate(soon);
    },
  };
  return createConversationsTransport({
    client,
    ids,
    media: noMedia,
    callbackUrl: CALLBACK,
    clock,
    log: silentLog,
  });
}

/** A media service that nobody uses. */
export const noMedia: MediaService = {
  upload: () => Promise.reject(new Error("not asked for")),
  open: () => Promise.reject(new Error("not asked for")),
};

export function line(
  conversation: TransportConversationId,
  change: Partial<TransportLine> = {},
): TransportLine {
  return {
    conversation,
    key: "effect-1",
    voice: "member",
    memberId: MEMBER,
    text: "Where is my order?",
    postId: "99" as PostId,
    startsFlow: false,
    inDoubt: false,
    decidedAt: Date.now(),
    ...change,
  };
}

export function factsOf(conversation: TransportConversationId): TaskFacts {
  return {
    conversation,
    memberId: MEMBER,
    displayName: SPEC.displayName,
    caseNumber: 7 as CaseNumber,
    preferred: null,
  };
}

/** True once, for the first request that fits. */
export function once(fits: (call: Call) => boolean): (call: Call) => boolean {
  let done = false;
  return (call) => {
    if (done || !fits(call)) return false;
    done = true;
    return true;
  };
}

export function writes(part: string): (call: Call) => boolean {
  return (call) => call.method === "POST" && call.path.endsWith(part);
}
