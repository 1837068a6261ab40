import type { DatabaseSync } from "node:sqlite";
import type { HeardLine } from "../../../bridge/ports.ts";
import type { Happening } from "../../../domain/event.ts";
import type { ConversationId, PlaceId, PostId } from "../../../domain/ids.ts";
import type { Vault } from "../../vault.ts";
import { eventRowName } from "./events.ts";
import { standing, type Told } from "./standing.ts";

/** What was heard in a conversation lately and was not deleted since, as far as it is known. */
export interface Heard {
  /** The member's messages that stand in this place, the oldest first. */
  posts(id: ConversationId, place: PlaceId): readonly PostId[];
  /** Agents' lines, the oldest first. */
  lines(id: ConversationId): readonly HeardLine[];
}

/** So far back a conversation's events are looked at. */
const MOST_EVENTS = 200;
/** With what the bot answered, about as much as Discord gives at once. */
const MOST_POSTS = 30;

export function openHeard(db: DatabaseSync, vault: Vault): Heard {
  const latest = db.prepare(`
    SELECT seq, source, source_id, kind, at, body FROM events
    WHERE conversation_id = ? ORDER BY seq DESC LIMIT ${MOST_EVENTS}`);
  /** What each message says now; those whose words are not kept any more are left out. */
  const standingIn = (id: ConversationId): readonly Happening[] => {
    const rows = (latest.all(id) as unknown as readonly Told[]).toReversed();
    return standing(rows).flatMap(({ versions, deleted }) => {
      if (versions === null || deleted || versions.last.body === null) return [];
      const { source, source_id: sourceId, body } = versions.last;
      return [vault.open("events.body", eventRowName(source, sourceId), body) as Happening];
    });
  };

  return {
    posts: (id, place) =>
      standingIn(id)
        .flatMap((one) => ("postId" in one && "placeId" in one && one.placeId === place ? [one.postId] : []))
        .slice(-MOST_POSTS),
    lines: (id) =>
      standingIn(id).flatMap((one) =>
        one.kind === "agent.wrote" || one.kind === "agent.edited"
          ? [{ id: one.transportMessageId, index: one.index, text: one.text }]
          : [],
      ),
  };
}
