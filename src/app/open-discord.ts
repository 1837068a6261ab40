import type { Bridge } from "../bridge/bridge.ts";
import type { AnnouncementChannel } from "../community/ports.ts";
import type { MemberSide } from "../bridge/ports.ts";
import type { Gateway } from "../discord/gateway.ts";
import type { Store } from "../store/store.ts";
import { note } from "./note.ts";
import type { RunOptions } from "./run-options.ts";
import { openSuggestions } from "./suggestions.ts";

/** Discord's side of a running daemon. */
export interface DiscordSide {
  readonly memberSide: MemberSide;
  readonly announcementChannel: AnnouncementChannel;
  /** Whether what members do arrives. */
  ready(): boolean;
  /** Connects the gateway, once there is a bridge to hand events to. */
  connect(bridge: Bridge, store: Store, tokenHeard?: (accepted: boolean) => void): Promise<Gateway>;
}

export async function openDiscord(options: RunOptions): Promise<DiscordSide> {
  const { config, secrets, addresses, clock, log, signal } = options;
  const [
    { createRest },
    { createInteractions },
    { createMemberSide },
    { openGateway, memberIntents },
    { createAnnouncementChannel },
    { ATTACHMENT_HOSTS },
    { openServerNames },
  ] = await Promise.all([
    import("../discord/rest.ts"),
    import("../discord/interactions.ts"),
    import("../discord/outbound.ts"),
    import("../discord/gateway.ts"),
    import("../discord/announcement-channel.ts"),
    import("../discord/attachments.ts"),
    import("../discord/server-names.ts"),
  ]);
  const token = secrets.DISCORD_TOKEN;
  const rest = createRest({
    token,
    api: addresses.discordApi,
    userAgentAppendix: `flexcord/${options.version}`,
  });
  const suggestions = await openSuggestions(options.config);
  const interactions = createInteractions({ rest, clock, log, suggestions });
  const allowed = { hosts: ATTACHMENT_HOSTS, loopback: addresses.loopback };
  let gateway: Gateway | null = null;
  return {
    announcementChannel: createAnnouncementChannel({ rest, clock, log }),
    memberSide: createMemberSide({ rest, interactions, allowed, clock, log }),
    ready: () => gateway?.ready() ?? false,
    async connect(bridge, store, tokenHeard) {
      gateway = await openGateway({
        rest,
        token,
        intents: memberIntents,
        accept: bridge.accept,
        checkpoint: await store.ledger.checkpoint(),
        gaps: store.ledger,
        interactions,
        names: await openServerNames({ rest, guildId: config.settings.discord.guild, clock, log, signal }),
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
