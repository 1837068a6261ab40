import { Routes, type APIGuildWelcomeScreen } from "discord-api-types/v10";

import { Failure } from "../../domain/failure.ts";
import type { Fields, Found, ResolvedFields, Target, Value } from "../../provision/ports.ts";
import { emojiBody, emojiOf } from "./emoji.ts";
import type { Server } from "./server.ts";

interface WelcomeChannel {
  readonly channel: string;
  readonly description: string;
  readonly emoji: string | null;
}

/**
 * The screen that greets those who join a Community server. There is one, and it can only be switched off. One
 * that somebody else has filled is theirs.
 */
export function welcomeScreenTarget(server: Server): Target {
  const route = Routes.guildWelcomeScreen(server.guildId);
  const write = async (fields: ResolvedFields): Promise<Found> => {
    const body = {
      enabled: fields["enabled"],
      description: fields["description"],
      welcome_channels: (fields["channels"] as unknown as readonly WelcomeChannel[]).map(
        ({ channel, description, emoji }) => ({ channel_id: channel, description, ...emojiBody(emoji) }),
      ),
    };
    const doing = "changing the welcome screen";
    const screen = await server.write<APIGuildWelcomeScreen>("patch", route, body, doing);
    return foundScreen(server.guildId, screen, fields["enabled"] === true);
  };
  return {
    kind: "discord.welcome-screen",
    noun: "welcome screen",
    rewritten: [],
    guarded: [],
    isFixed: () => false,
    async read() {
      const [screen, guild] = await Promise.all([readScreen(server, route), server.guild()]);
      // The screen itself does not tell whether it is shown.
      const shown = (guild.features as readonly string[]).includes("WELCOME_SCREEN_ENABLED");
      return {
        found: screen === null ? [] : [foundScreen(server.guildId, screen, shown)],
        wanted: ({ spec: { enabled = true, description = null, channels = [] } }) => ({
          fields: { enabled, description, channels },
          name: "welcome screen",
          notes: [],
        }),
      };
    },
    alike: () => true,
    owns: isBlank,
    create: ({ fields }) => write(fields),
    update: ({ fields }) => write(fields),
    async remove() {
      await write({ enabled: false, description: null, channels: [] });
    },
  };
}

/** As every server begins: nobody has ever filled it. */
function isBlank({ enabled, description, channels }: Fields): boolean {
  return enabled === false && description === null && (channels as readonly Value[]).length === 0;
}

/** Null on a server that has none yet. */
async function readScreen(server: Server, route: `/${string}`): Promise<APIGuildWelcomeScreen | null> {
  try {
    return await server.read<APIGuildWelcomeScreen>(route, "reading the welcome screen");
  } catch (error) {
    if (error instanceof Failure && error.code === "discord.not-found") return null;
    throw error;
  }
}

function foundScreen(guildId: string, screen: APIGuildWelcomeScreen, enabled: boolean): Found {
  const channels = screen.welcome_channels.map((channel): Value => ({
    channel: { remote: { kind: "discord.channel", id: channel.channel_id } },
    description: channel.description,
    emoji: emojiOf(channel),
  }));
  return {
    id: guildId,
    name: "welcome screen",
    createdAt: null,
    fields: { enabled, description: screen.description ?? null, channels },
    background: true,
  };
}
