import type { InboundEvent } from "../../../src/domain/event.ts";
import type { MemberId, PlaceId, PostId } from "../../../src/domain/ids.ts";

const MEMBERS = 64;
let made = 0;

/** A message of the next of 64 members, as Discord's side hands it in. */
export function wrote(
  text = "How do I get my sword back after the update? It was in my bag before.",
): InboundEvent {
  made += 1;
  const memberId = `member ${made % MEMBERS}` as MemberId;
  const postId = `1${String(made).padStart(18, "0")}` as PostId;
  const placeId = `place ${made % MEMBERS}` as PlaceId;
  const happening = { kind: "member.wrote", memberId, displayName: "Mia", placeId, postId, text } as const;
  return { source: "discord", sourceId: postId, at: Date.now(), happening };
}
