import { createThreadPlaces } from "../../../src/discord/channels/threads.ts";
import { afterEach, beforeEach } from "vitest";
import type { MemberLine, MemberSide } from "../../../src/bridge/ports.ts";
import { createInteractions, type Interactions } from "../../../src/discord/interactions/interactions.ts";
import { createMemberSide } from "../../../src/discord/outbound/outbound.ts";
import { createRest } from "../../../src/discord/rest/rest.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import type { PlaceId } from "../../../src/domain/ids.ts";
import { silentLog } from "../../../src/domain/log.ts";
import { startFakeRest, type FakeRest } from "./fake-rest.ts";
import { DM_ID, GUILD_ID, newId, TOKEN } from "./wire.ts";

export const PLACE = DM_ID as PlaceId;
export const POST = `POST /channels/${DM_ID}/messages` as const;
export const never = new AbortController().signal;

/** What `say` posts. */
interface Body {
  readonly content: string;
  readonly nonce: string;
  readonly enforce_nonce: boolean;
  readonly allowed_mentions: unknown;
  readonly components: readonly { readonly components: readonly Record<string, unknown>[] }[];
}

/** A member side against a small server that takes every message. */
export interface MemberSideBench {
  readonly discord: FakeRest;
  readonly interactions: Interactions;
  readonly side: MemberSide;
  /** The bodies posted to the member's direct messages. */
  sent(): readonly Body[];
}

export function useMemberSideBench(): () => MemberSideBench {
  let bench: MemberSideBench;
  beforeEach(async () => {
    const discord = await startFakeRest();
    discord.on(POST, () => ({ status: 200, body: { id: newId() } }));
    const rest = createRest({ token: TOKEN, api: discord.api });
    const interactions = createInteractions({
      rest,
      clock: systemClock,
      log: silentLog,
      suggestions: () => [],
      formOf: () => null,
    });
    bench = {
      discord,
      interactions,
      side: createMemberSide({
        rest,
        guildId: GUILD_ID,
        interactions,
        threads: createThreadPlaces(),
        help: null,
        allowed: { hosts: [], loopback: true },
        clock: systemClock,
        log: silentLog,
      }),
      sent: () => discord.of(POST).map(({ body }) => body as Body),
    };
  });
  afterEach(async () => {
    await bench.discord[Symbol.asyncDispose]();
  });
  return () => bench;
}

export function line(text: string, over: Partial<MemberLine> = {}): MemberLine {
  return {
    placeId: PLACE,
    key: `key of ${text}`,
    text,
    buttons: [],
    inDoubt: false,
    decidedAt: Date.now(),
    ...over,
  };
}
