import type { Bridge } from "../../bridge/bridge.ts";
import type { AnnouncementChannel } from "../../community/ports.ts";
import { formOf } from "../../bridge/forms.ts";
import type { CommunityRules } from "../../bridge/community/rules.ts";
import type { CommunitySide, MemberSide } from "../../bridge/ports.ts";
import type { HelpChannel } from "../../discord/channels/threads.ts";
import type { Gateway } from "../../discord/gateway/gateway.ts";
import type { Store } from "../../store/store.ts";
import type { ProvisionedIds } from "../../provision/identity/identity-map.ts";
import type { Texts } from "../../texts/texts.ts";
import { commandKeys } from "../rules/community.ts";
import { note } from "./note.ts";
import type { RunOptions } from "./options.ts";
import { openSuggestions } from "./suggestions.ts";

/** Discord's side of a running daemon. */
export interface DiscordSide {
  readonly memberSide: MemberSide;
  readonly community: CommunitySide;
  readonly announcementChannel: AnnouncementChannel;
  /** Whether members can have a private thread. */
  readonly offersThreads: boolean;
  /** Whether what members do arrives. */
  ready(): boolean;
  /** Connects the gateway, once there is a bridge to hand events to. */
  connect(bridge: Bridge, store: Store, tokenHeard?: (accepted: boolean) => void): Promise<Gateway>;
}

export async function openDiscord(
  options: RunOptions,
  ids: ProvisionedIds,
  texts: (locale: string) => Texts,
  community: CommunityRules,
): Promise<DiscordSide> {
  const { config, secrets, addresses, clock, log, signal } = options;
  const room = await loadRoom();
  const guildId = config.settings.discord.guild;
  const help = helpChannelOf(options, ids);
  const threads = room.createThreadPlaces();
  const token = secrets.DISCORD_TOKEN;
  const rest = room.createRest({
    token,
    api: addresses.discordApi,
    userAgentAppendix: `flexcord/${options.version}`,
  });
  const suggestions = await openSuggestions(options.config);
  const interactions = room.createInteractions({
    rest,
    formOf: (opening, locale) => formOf(opening, texts(locale), community),
    clock,
    log,
    suggestions,
  });
  const allowed = { hosts: room.ATTACHMENT_HOSTS, loopback: addresses.loopback };
  let gateway: Gateway | null = null;
  return {
    announcementChannel: room.createAnnouncementChannel({ rest, clock, log }),
    community: room.createCommunitySide({ rest, guildId, allowed, clock }),
    memberSide: room.createMemberSide({ rest, guildId, interactions, threads, help, allowed, clock, log }),
    offersThreads: help !== null,
    ready: () => gateway?.ready() ?? false,
    async connect(bridge, store, tokenHeard) {
      for (const id of await store.ledger.threads()) threads.add(id);
      gateway = await room.openGateway({
        rest,
        token,
        intents: help === null ? room.memberIntents : room.memberIntents | room.threadIntents,
        accept: bridge.accept,
        checkpoint: await store.ledger.checkpoint(),
        gaps: store.ledger,
        threads,
        interactions,
        commandKey: commandKeys(options.config.settings),
        names: await room.openServerNames({ rest, guildId, clock, log, signal }),
        noted(kind, particulars) {
          note(store, log, kind, particulars);
          // An outage seldom takes one vendor alone: callbacks may have been lost with the connection.
          if (kind === "gateway.resumed") bridge.readAll();
        },
        ...(tokenHeard === undefined ? {} : { tokenHeard }),
        clock,
        log,
        signal,
      });
      return gateway;
    },
  };
}

/** Where private threads are opened; null when nowhere, or when that channel was not deployed yet. */
function helpChannelOf({ config, log }: RunOptions, { channels }: ProvisionedIds): HelpChannel | null {
  const key = config.settings.bridge.threads.channel;
  if (key === undefined) return null;
  const channelId = channels.get(key);
  if (channelId !== undefined) return { guildId: config.settings.discord.guild, channelId };
  log.error("the channel of private threads was not deployed yet: none are opened", { channel: key });
  return null;
}

/** Discord's packages, when they are needed. */
async function loadRoom() {
  const [
    { createRest },
    { createInteractions },
    { createMemberSide },
    { openGateway, memberIntents, threadIntents },
    { ATTACHMENT_HOSTS },
    { openServerNames },
    { createThreadPlaces },
    { createAnnouncementChannel },
    { createCommunitySide },
  ] = await Promise.all([
    import("../../discord/rest/rest.ts"),
    import("../../discord/interactions/interactions.ts"),
    import("../../discord/outbound/outbound.ts"),
    import("../../discord/gateway/gateway.ts"),
    import("../../discord/outbound/attachments.ts"),
    import("../../discord/channels/server-names.ts"),
    import("../../discord/channels/threads.ts"),
    import("../../discord/channels/announcement-channel.ts"),
    import("../../discord/channels/community-posts.ts"),
  ]);
  return {
    createRest,
    createInteractions,
    createMemberSide,
    openGateway,
    memberIntents,
    threadIntents,
    ATTACHMENT_HOSTS,
    openServerNames,
    createThreadPlaces,
    createAnnouncementChannel,
    createCommunitySide,
  };
}
