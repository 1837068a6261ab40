import type { MemberLine, MemberSide } from "../../src/bridge/ports.ts";
import { asFailure, Failure } from "../../src/domain/failure.ts";
import type { InteractionId } from "../../src/domain/ids.ts";
import type { Discord } from "./discord.ts";
import type { Request } from "./network.ts";

/** The daemon's way to Discord, as `discord/outbound/outbound.ts` goes it: look when in doubt, then write with a nonce. */
export function createMemberSide(options: {
  readonly discord: Discord;
  readonly request: Request;
  /** The interactions whose tokens this process holds. */
  readonly tokens: ReadonlySet<InteractionId>;
  readonly onSay: (line: MemberLine) => void;
}): MemberSide {
  const { discord, request, tokens, onSay } = options;
  return {
    openPlace: (memberId, signal) => request("opening a DM", signal, () => discord.place(memberId)),
    openThread: () => Promise.reject(new Failure("discord.refused", "There is no help channel.")),
    async say(line, signal) {
      const { placeId, key, text, tooLate = false } = line;
      if (!tooLate) onSay(line);
      try {
        const find = () => discord.find(placeId, key);
        const earlier = line.inDoubt ? await request(`looking for ${key}`, signal, find) : null;
        if (earlier !== null) return [earlier];
        if (tooLate) return [];
        return [await request(`writing ${key}`, signal, () => discord.create(placeId, key, text))];
      } catch (thrown) {
        throw line.inDoubt ? stillInDoubt(asFailure(thrown)) : thrown;
      }
    },
    async edit({ placeId, posts, text }, signal) {
      for (const id of posts) {
        const found = await request(`changing ${id}`, signal, () => discord.edit(placeId, id, text));
        if (!found) throw new Failure("discord.not-found", "There is no such message.");
      }
      return posts;
    },
    async remove({ placeId, posts }, signal) {
      for (const id of posts) await request(`removing ${id}`, signal, () => discord.remove(placeId, id));
    },
    openFile: () => Promise.reject(new Failure("file.refused", "Nobody sends files here.")),
    showTyping: async () => undefined,
    async show({ placeId, key, card, earlier, inDoubt }, signal) {
      const { text } = card;
      if (earlier?.by === "edit") {
        const edit = () => discord.edit(placeId, earlier.postId, text);
        if (await request(`editing ${earlier.postId}`, signal, edit)) return earlier.postId;
      }
      let isWritten = false;
      try {
        const find = () => discord.find(placeId, key);
        const found = inDoubt ? await request(`looking for ${key}`, signal, find) : null;
        const written =
          found ?? (await request(`writing ${key}`, signal, () => discord.create(placeId, key, text)));
        isWritten = true;
        if (earlier !== null && earlier.postId !== written) {
          await request(`removing ${earlier.postId}`, signal, () =>
            discord.remove(earlier.placeId, earlier.postId),
          );
        }
        return written;
      } catch (thrown) {
        throw inDoubt || isWritten ? stillInDoubt(asFailure(thrown)) : thrown;
      }
    },
    sendDocument: () => Promise.reject(new Failure("bug.unexpected", "Nobody asks for one here.")),
    profile: () => Promise.resolve(null),
    reply({ interactionId }, signal) {
      if (tokens.has(interactionId)) return request(`replying to ${interactionId}`, signal, () => undefined);
      return Promise.reject(new Failure("discord.interaction-gone", "The token is lost."));
    },
  };
}

/** However surely this try did nothing, an earlier one may have done it. */
function stillInDoubt({ code, message, retry, retryAfterMs }: Failure): Failure {
  return new Failure(code, message, {
    certain: false,
    retry,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
