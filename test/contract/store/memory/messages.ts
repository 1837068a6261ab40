import type { HeardLine } from "../../../../src/bridge/ports.ts";
import { filesOf, type MemberFile } from "../../../../src/domain/content.ts";
import type { Happening } from "../../../../src/domain/event.ts";
import type { ConversationId, PlaceId, PostId } from "../../../../src/domain/ids.ts";
import type { EventRecord, State } from "./state.ts";

/** A message with all that was told of it, by the time at which it was made so. */
export interface Message {
  readonly told: EventRecord;
  readonly versions: readonly EventRecord[];
  readonly deleted: boolean;
}

const IS_TOLD = /^(?:member|agent)\.(?:wrote|edited|deleted)$/;

export const isAboutMessage = ({ event }: EventRecord) => IS_TOLD.test(event.happening.kind);

export function messagesOf(records: readonly EventRecord[]): readonly Message[] {
  const groups = Map.groupBy(
    records.filter(isAboutMessage),
    ({ event }) => `${event.source} ${event.sourceId.split(":")[0] ?? ""}`,
  );
  return [...groups.values()].map((group) => {
    const isDeletion = ({ event }: EventRecord) => event.happening.kind.endsWith(".deleted");
    return {
      told: group[0] as EventRecord,
      versions: group
        .filter((one) => !isDeletion(one))
        .toSorted(
          (one, other) =>
            one.event.at - other.event.at || isFirst(other) - isFirst(one) || one.seq - other.seq,
        ),
      deleted: group.some(isDeletion),
    };
  });
}

const isFirst = ({ event }: EventRecord) => Number(event.happening.kind.endsWith(".wrote"));

export function filesIn(happening: Happening | undefined): readonly MemberFile[] {
  return happening !== undefined && "content" in happening ? filesOf(happening.content ?? {}) : [];
}

/** What stands in a conversation as far as it was heard. */
function standingIn({ events }: State, id: ConversationId): readonly Happening[] {
  const messages = messagesOf(events.filter(({ conversationId }) => conversationId === id));
  return messages.flatMap(({ versions, deleted }) => {
    const last = versions.at(-1);
    return deleted || last === undefined ? [] : [last.event.happening];
  });
}

export function heardPosts(state: State, id: ConversationId, placeId: PlaceId): readonly PostId[] {
  return standingIn(state, id).flatMap((one) =>
    (one.kind === "member.wrote" || one.kind === "member.edited") && one.placeId === placeId
      ? [one.postId]
      : [],
  );
}

export function heardLines(state: State, id: ConversationId): readonly HeardLine[] {
  return standingIn(state, id).flatMap((one) =>
    one.kind === "agent.wrote" || one.kind === "agent.edited"
      ? [{ id: one.transportMessageId, index: one.index, text: one.text }]
      : [],
  );
}
