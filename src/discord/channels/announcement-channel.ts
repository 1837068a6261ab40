import { API } from "@discordjs/core/http-only";
import { DiscordAPIError, type REST } from "@discordjs/rest";
import type { AnnouncementChannel, ChannelPost } from "../../community/ports.ts";
import type { Clock } from "../../domain/clock.ts";
import type { PlaceId, PostId } from "../../domain/ids.ts";
import type { Log } from "../../domain/log.ts";
import { callDiscord, idOf } from "../rest/call.ts";
import { earlierPosts } from "../outbound/earlier-posts.ts";
import { createNonceMemory, nonceOf } from "../outbound/nonce.ts";
import { NO_PINGS } from "../outbound/pings.ts";

/** Discord's codes for what a second try, and a channel without followers, come to. */
const ALREADY_PUBLISHED = 40_033;
const WRONG_CHANNEL_TYPE = 50_024;

/** Writes announcements as one message each; nobody but the named role is pinged, whatever a text says. */
export function createAnnouncementChannel({
  rest,
  clock,
  log,
}: {
  readonly rest: REST;
  readonly clock: Clock;
  readonly log: Log;
}): AnnouncementChannel {
  const api = new API(rest);
  const nonces = createNonceMemory();
  return {
    async post(post, signal) {
      const { channelId, text, roleId, inDoubt } = post;
      const nonce = nonceOf(lineOf(post), 0);
      if (inDoubt) {
        const found = await callDiscord({
          doing: "looking for an earlier try in the channel of announcements",
          signal,
          clock,
          run: (signal) =>
            earlierPosts(api, lineOf(post), [{ content: text, nonce, components: [] }], nonces, signal),
        });
        const earlier = found.get(0);
        if (earlier !== undefined) {
          log.info("An earlier try had gone through", { channel: channelId });
          return earlier as PostId;
        }
      }
      const allowed = roleId === null ? NO_PINGS : { parse: [], roles: [roleId] };
      const body = { content: text, nonce, enforce_nonce: true, allowed_mentions: allowed };
      const doing = "posting an announcement";
      const run = (signal: AbortSignal) => api.channels.createMessage(channelId, body, { signal });
      const id = idOf(await callDiscord({ doing, signal, clock, run }), doing);
      nonces.remember(id, nonce);
      return id as PostId;
    },
    publish: (channelId, postId, signal) =>
      callDiscord({
        doing: "publishing an announcement",
        signal,
        clock,
        async run(signal) {
          try {
            await api.channels.crosspostMessage(channelId, postId, { signal });
            return "published";
          } catch (thrown) {
            if (!(thrown instanceof DiscordAPIError)) throw thrown;
            if (thrown.code === ALREADY_PUBLISHED) return "published";
            if (thrown.code === WRONG_CHANNEL_TYPE) return "impossible";
            throw thrown;
          }
        },
      }),
  };
}

const lineOf = ({ channelId, key, decidedAt }: ChannelPost) => ({
  placeId: channelId as PlaceId,
  key: `announcement.${key}`,
  decidedAt,
});
