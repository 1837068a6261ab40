import type { InboundEvent } from "../../src/domain/event.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { InteractionId, MemberId, PlaceId, PostId } from "../../src/domain/ids.ts";
import { later, type World } from "./world.ts";

/** One message in a member's direct messages. */
export interface Post {
  readonly id: PostId;
  readonly by: "member" | "bot";
  readonly text: string;
  /** What the bot sent as nonce; Discord knows it again for a while. */
  readonly key: string | null;
  readonly at: number;
  /** Taken away again; the member has read it all the same. */
  readonly removed?: true;
}

export interface Dispatch {
  readonly sequence: number;
  readonly event: InboundEvent;
}

export interface Discord {
  write(memberId: MemberId, text: string): PostId;
  command(memberId: MemberId): void;
  press(memberId: MemberId): void;
  /** Closes or opens a member's direct messages. */
  setOpen(memberId: MemberId, open: boolean): void;
  posts(memberId: MemberId): readonly Post[];
  /** POST /channels/{id}/messages, with enforce_nonce. */
  create(placeId: PlaceId, key: string, text: string): PostId;
  /** GET /channels/{id}/messages, searched for a nonce. */
  find(placeId: PlaceId, key: string): PostId | null;
  /** PATCH /channels/{id}/messages/{id}; false when it is gone. */
  edit(placeId: PlaceId, id: PostId, text: string): boolean;
  /** DELETE /channels/{id}/messages/{id}. */
  remove(placeId: PlaceId, id: PostId): void;
  place(memberId: MemberId): PlaceId;
  /** Sends everything after `sequence`, in order. One connection at a time; returns how to close it. */
  connect(sequence: number, receive: (dispatch: Dispatch) => void): () => void;
  /** Whether the connection has sent all there is. */
  sent(): boolean;
}

/** How long a nonce is known again: "the past few minutes" is all that is documented. */
const NONCE_WINDOW_MS = 3 * 60_000;

export function createDiscord(world: World): Discord {
  const dms = new Map<MemberId, { readonly posts: Post[]; open: boolean }>();
  const dispatches: Dispatch[] = [];
  let connection: { cursor: number; receive: (dispatch: Dispatch) => void } | null = null;
  let ids = 0;
  const nextId = () => String((ids += 1)).padStart(6, "0");

  const dmOf = (memberId: MemberId) => {
    const dm = dms.get(memberId) ?? { posts: [], open: true };
    dms.set(memberId, dm);
    return dm;
  };
  const dispatch = (event: InboundEvent) => {
    dispatches.push({ sequence: dispatches.length + 1, event });
    pump();
  };
  /** Sends what is next after a moment, and then what is next after that. */
  let pumping: object | null = null;
  const pump = () => {
    const current = connection;
    if (current === null || pumping === current || current.cursor >= dispatches.length) return;
    pumping = current;
    later(world, world.random.between(0, 80), () => {
      pumping = pumping === current ? null : pumping;
      if (connection !== current) return;
      const next = dispatches[current.cursor];
      if (next === undefined) return;
      current.cursor += 1;
      current.receive(next);
      if (world.random.chance(world.faults.repeated)) dispatch(next.event);
      pump();
    });
  };
  const facts = (memberId: MemberId) => ({ memberId, displayName: `Member ${memberId}` });
  const event = (sourceId: string, happening: InboundEvent["happening"]): InboundEvent => ({
    source: "discord",
    sourceId,
    at: world.scheduler.now(),
    happening,
  });
  const placeOf = (memberId: MemberId) => `dm-${memberId}` as PlaceId;
  const dmAt = (placeId: PlaceId) => dmOf(placeId.slice(3) as MemberId);

  return {
    place: placeOf,
    posts: (memberId) => dmOf(memberId).posts,
    setOpen(memberId, open) {
      dmOf(memberId).open = open;
    },
    write(memberId, text) {
      const id = nextId() as PostId;
      world.note(memberId, `writes "${text}" (post ${id})`);
      dmOf(memberId).posts.push({ id, by: "member", text, key: null, at: world.scheduler.now() });
      dispatch(
        event(id, { kind: "member.wrote", ...facts(memberId), placeId: placeOf(memberId), postId: id, text }),
      );
      return id;
    },
    command(memberId) {
      const interactionId = nextId() as InteractionId;
      world.note(memberId, `uses /helpme (interaction ${interactionId})`);
      dispatch(
        event(interactionId, {
          kind: "member.commanded",
          ...facts(memberId),
          interactionId,
          command: "helpme",
        }),
      );
    },
    press(memberId) {
      const interactionId = nextId() as InteractionId;
      world.note(memberId, `presses "Talk to a human" (interaction ${interactionId})`);
      const placeId = placeOf(memberId);
      const about = { interactionId, placeId, action: "human", subject: "" };
      dispatch(event(interactionId, { kind: "member.pressed", ...facts(memberId), ...about }));
    },
    create(placeId, key, text) {
      const dm = dmAt(placeId);
      const now = world.scheduler.now();
      if (!dm.open) throw new Failure("member.unreachable", "The member takes no direct messages.");
      const same = dm.posts.find((post) => post.key === key);
      if (same !== undefined && now - same.at < NONCE_WINDOW_MS) return same.id;
      const id = nextId() as PostId;
      world.note("discord", `shows ${placeId} "${text}" (${key})`);
      dm.posts.push({ id, by: "bot", text, key, at: now });
      return id;
    },
    edit(placeId, id, text) {
      const { posts } = dmAt(placeId);
      const at = posts.findIndex((post) => post.id === id);
      const found = posts[at];
      if (found === undefined || found.removed === true) return false;
      posts[at] = { ...found, text };
      return true;
    },
    remove(placeId, id) {
      const { posts } = dmAt(placeId);
      const at = posts.findIndex((post) => post.id === id);
      const found = posts[at];
      if (found !== undefined) posts[at] = { ...found, removed: true };
    },
    find: (placeId, key) =>
      dmAt(placeId).posts.find((post) => post.key === key && post.removed !== true)?.id ?? null,
    connect(sequence, receive) {
      const mine = { cursor: sequence, receive };
      connection = mine;
      pump();
      return () => {
        if (connection === mine) connection = null;
      };
    },
    sent: () => connection !== null && connection.cursor >= dispatches.length,
  };
}
