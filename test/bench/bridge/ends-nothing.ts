import { openDiscord } from "../../../src/app/run/open-discord.ts";
import { openState } from "../../../src/app/state/open-state.ts";
import { openTransport } from "../../../src/app/run/open-twilio.ts";
import type { RunOptions } from "../../../src/app/run/options.ts";
import type { Bridge } from "../../../src/bridge/bridge.ts";
import type { Accept, MemberSide, Transport } from "../../../src/bridge/ports.ts";
import type { InboundEvent } from "../../../src/domain/event.ts";
import type { MemberId, PlaceId, TransportConversationId } from "../../../src/domain/ids.ts";
import { openHttp } from "../../../src/http/server.ts";
import { readIdentityMap } from "../../../src/provision/identity/journal.ts";
import { provisionedIds } from "../../../src/provision/identity/identity-map.ts";
import type { Store } from "../../../src/store/store.ts";
import { twilioDoors } from "../../../src/twilio/doors.ts";
import { createQueues, port, publicUrl, secrets } from "./ends-options.ts";
import { createTexts } from "../../../src/texts/texts.ts";
import { noCommunity } from "../../bridge/no-community.ts";

/** The daemon's own gateway, doors and clients with no ledger between them. */
export async function startNothing(options: RunOptions): Promise<void> {
  const { clock, log, signal } = options;
  const map = await readIdentityMap(await openState(options));
  if (map === null) throw new Error("nothing is deployed");
  const ids = provisionedIds(map);
  const transport = await openTransport(options, ids, publicUrl);
  const discord = await openDiscord(options, ids, () => createTexts({ locale: "en" }), noCommunity);
  const accept = relayBetween(transport, discord.memberSide, signal);
  await openHttp({
    host: "127.0.0.1",
    port,
    log,
    signal,
    readiness: async () => ({ ready: true }),
    routes: twilioDoors({
      accept,
      authTokens: [secrets.TWILIO_AUTH_TOKEN],
      publicUrl,
      studioSecret: "none",
      routeOf: async () => "assistant",
      clock,
      log,
    }),
  });
  const gaps = { openGap: async () => null, closeGap: async () => undefined, gap: async () => null };
  const journal = { note: async () => undefined };
  const store = {
    journal,
    ledger: { ...gaps, checkpoint: async () => null, threads: async () => [] },
  } as unknown as Store;
  await discord.connect({ accept } as unknown as Bridge, store);
}

/** Each line goes to the other side, kept nowhere. */
function relayBetween(transport: Transport, memberSide: MemberSide, signal: AbortSignal): Accept {
  const conversations = new Map<MemberId, Promise<TransportConversationId>>();
  const places = new Map<TransportConversationId, PlaceId>();
  const queue = createQueues();

  const open = async (spec: Parameters<Transport["ensureConversation"]>[0], place: PlaceId) => {
    const id = await transport.ensureConversation(spec, signal);
    places.set(id, place);
    return id;
  };
  const relay = async ({ at, sourceId, happening }: InboundEvent) => {
    const line = { key: sourceId, inDoubt: false, decidedAt: at };
    if (happening.kind === "member.wrote") {
      const { memberId, displayName, placeId, postId, text } = happening;
      const spec = { name: `bench-${memberId}`, memberId, displayName };
      const opening = conversations.get(memberId) ?? open(spec, placeId);
      conversations.set(memberId, opening);
      const about = { conversation: await opening, memberId, voice: "member", startsFlow: false } as const;
      await transport.post({ ...line, ...about, text, postId }, signal);
    }
    if (happening.kind === "agent.wrote") {
      const placeId = places.get(happening.transportConversationId);
      if (placeId !== undefined)
        await memberSide.say({ ...line, placeId, text: happening.text, buttons: [] }, signal);
    }
  };
  return async (events) => {
    for (const event of events) {
      const { happening } = event;
      const key = "memberId" in happening ? happening.memberId : "";
      queue("transportConversationId" in happening ? happening.transportConversationId : key, () =>
        relay(event),
      );
    }
    return [];
  };
}
