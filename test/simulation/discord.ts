import { ChannelType, MessageType, type APIMessage } from "discord-api-types/v10";
import { deletionEvent, editEvent, messageEvent, type Reader } from "../../src/discord/inbound/message.ts";
import type { Ignored } from "../../src/discord/inbound/ignored.ts";
import { snowflakeAt } from "../../src/discord/snowflake.ts";
import type { InboundEvent } from "../../src/domain/event.ts";
import { Failure } from "../../src/domain/failure.ts";
import type { InteractionId, MemberId, PlaceId, PostId } from "../../src/domain/ids.ts";
import { createGateway, type Gateway, type Position } from "./gateway.ts";
import type { World } from "./world.ts";

/** What a message said from some time on, and the id under which it was told. */
export interface Version {
  readonly text: string;
  readonly sourceId: string;
}

/** One message in a member's direct messages. */
export interface Post {
  readonly id: PostId;
  readonly by: "member" | "bot";
  readonly text: string;
  /** What the bot sent as nonce; Discord knows it again for a while. */
  readonly key: string | null;
  readonly at: number;
  readonly editedAt?: number;
  /** All that its member made of it. */
  readonly versions: readonly Version[];
  /** Taken away again. Of the bot's, the member has read it all the same. */
  readonly removed?: true;
}

export interface Discord {
  readonly gateway: Gateway;
  write(memberId: MemberId, text: string): PostId;
  /** The same, changed at once: the news of that comes first. */
  writeAndCorrect(memberId: MemberId, text: string, corrected: string): PostId;
  /** A member changes what they wrote. */
  correct(memberId: MemberId, id: PostId, text: string): void;
  takeBack(memberId: MemberId, id: PostId): void;
  command(memberId: MemberId): void;
  press(memberId: MemberId): void;
  /** Closes or opens a member's direct messages. */
  setOpen(memberId: MemberId, open: boolean): void;
  posts(memberId: MemberId): readonly Post[];
  /** POST /channels/{id}/messages, with enforce_nonce. */
  create(placeId: PlaceId, key: string, text: string): PostId;
  /** GET /channels/{id}/messages, searched for a nonce. */
  find(placeId: PlaceId, key: string): PostId | null;
  /** GET /channels/{id}/messages: those next behind an id, the newest first. */
  history(placeId: PlaceId, after: string, limit: number): readonly APIMessage[];
  /** PATCH /channels/{id}/messages/{id}; false when it is gone. */
  edit(placeId: PlaceId, id: PostId, text: string): boolean;
  /** DELETE /channels/{id}/messages/{id}. */
  remove(placeId: PlaceId, id: PostId): void;
  place(memberId: MemberId): PlaceId;
}

/** How long a nonce is known again: "the past few minutes" is all that is documented. */
const NONCE_WINDOW_MS = 3 * 60_000;
const BOT = "900000000000000001";

export const READER: Reader = {
  botId: BOT,
  names: { member: () => null, role: () => null, channel: () => null },
  isThread: () => false,
  commandKey: (name) => name,
};

const displayNameOf = (memberId: MemberId) => `Member ${memberId}`;
const placeOf = (memberId: MemberId) => `dm-${memberId}` as PlaceId;

interface Dm {
  readonly posts: Post[];
  open: boolean;
}

/** @param stored how far the ledger has the gateway's session */
export function createDiscord(world: World, stored: () => Position | null): Discord {
  const dms = new Map<MemberId, Dm>();
  const gateway = createGateway(world, stored);
  let ids = 0n;
  const now = () => world.scheduler.now();
  /** Ids tell their time, and what comes later has a greater one. */
  const nextId = () => String(BigInt(snowflakeAt(now())) + (ids += 1n));

  const dmOf = (memberId: MemberId): Dm => {
    const dm = dms.get(memberId) ?? { posts: [], open: true };
    dms.set(memberId, dm);
    return dm;
  };
  const dmAt = (placeId: PlaceId) => dmOf(placeId.slice(3) as MemberId);
  const replace = ({ posts }: Dm, id: PostId, fields: Partial<Post>): Post | null => {
    const at = posts.findIndex((post) => post.id === id);
    const found = posts[at];
    if (found === undefined || found.removed === true) return null;
    posts[at] = { ...found, ...fields };
    return posts[at];
  };

  const written = (memberId: MemberId, text: string): Post => {
    const id = nextId() as PostId;
    world.note(memberId, `writes "${text}" (post ${id})`);
    const versions = [{ text, sourceId: id }];
    const post: Post = { id, by: "member", text, key: null, at: now(), versions };
    dmOf(memberId).posts.push(post);
    return post;
  };
  const corrected = (memberId: MemberId, id: PostId, text: string): Post | null => {
    const before = dmOf(memberId).posts.find((post) => post.id === id);
    // Discord tells when, and no change is told under the time of another.
    const editedAt = Math.max(now(), (before?.editedAt ?? 0) + 1);
    const versions = [...(before?.versions ?? []), { text, sourceId: `${id}:edit:${editedAt}` }];
    const post = replace(dmOf(memberId), id, { text, editedAt, versions });
    if (post !== null) world.note(memberId, `changes post ${id} to "${text}"`);
    return post;
  };
  const interaction = (memberId: MemberId, id: string, happening: Partial<InboundEvent["happening"]>) => {
    const facts = { memberId, displayName: displayNameOf(memberId), interactionId: id as InteractionId };
    const told = { ...facts, ...happening } as InboundEvent["happening"];
    gateway.dispatch({ source: "discord", sourceId: id, at: now(), happening: told });
  };

  return {
    gateway,
    place: placeOf,
    posts: (memberId) => dmOf(memberId).posts,
    setOpen(memberId, open) {
      dmOf(memberId).open = open;
    },
    write(memberId, text) {
      const post = written(memberId, text);
      gateway.dispatch(told(messageEvent(wire(memberId, post), READER)));
      return post.id;
    },
    writeAndCorrect(memberId, text, better) {
      const post = written(memberId, text);
      const after = corrected(memberId, post.id, better);
      const message = told(messageEvent(wire(memberId, post), READER));
      if (after !== null) gateway.dispatchSwapped(message, told(editEvent(wire(memberId, after), READER)));
      return post.id;
    },
    correct(memberId, id, text) {
      const post = corrected(memberId, id, text);
      if (post !== null) gateway.dispatch(told(editEvent(wire(memberId, post), READER)));
    },
    takeBack(memberId, id) {
      if (replace(dmOf(memberId), id, { removed: true }) === null) return;
      world.note(memberId, `deletes post ${id}`);
      const deleted = { id, channel_id: placeOf(memberId) };
      gateway.dispatch(told(deletionEvent(deleted, READER, now())));
    },
    command(memberId) {
      const id = nextId();
      world.note(memberId, `uses /helpme (interaction ${id})`);
      interaction(memberId, id, { kind: "member.commanded", command: "helpme" });
    },
    press(memberId) {
      const id = nextId();
      world.note(memberId, `presses "Talk to a human" (interaction ${id})`);
      const about = { placeId: placeOf(memberId), action: "human", subject: "" };
      interaction(memberId, id, { kind: "member.pressed", ...about });
    },
    create(placeId, key, text) {
      const dm = dmAt(placeId);
      if (!dm.open) throw new Failure("member.unreachable", "The member takes no direct messages.");
      const same = dm.posts.find((post) => post.key === key);
      if (same !== undefined && now() - same.at < NONCE_WINDOW_MS) return same.id;
      const id = nextId() as PostId;
      world.note("discord", `shows ${placeId} "${text}" (${key})`);
      dm.posts.push({ id, by: "bot", text, key, at: now(), versions: [] });
      return id;
    },
    edit: (placeId, id, text) => replace(dmAt(placeId), id, { text }) !== null,
    remove: (placeId, id) => void replace(dmAt(placeId), id, { removed: true }),
    find: (placeId, key) =>
      dmAt(placeId).posts.find((post) => post.key === key && post.removed !== true)?.id ?? null,
    history(placeId, after, limit) {
      const memberId = placeId.slice(3) as MemberId;
      const there = dmOf(memberId).posts.filter(({ id, removed }) => BigInt(id) > BigInt(after) && !removed);
      return there
        .slice(0, limit)
        .toReversed()
        .map((post) => wire(memberId, post));
    },
  };
}

/** What the gateway tells beside the message. */
interface ToldBeside {
  readonly channel_type: ChannelType.DM;
}

/** A message as Discord's API shows it. */
function wire(memberId: MemberId, { id, by, text, at, editedAt }: Post): APIMessage & ToldBeside {
  const byBot = by === "bot";
  const name = byBot ? "bot" : displayNameOf(memberId);
  const author = { id: byBot ? BOT : memberId, username: name, discriminator: "0", global_name: name };
  return {
    id,
    channel_id: placeOf(memberId),
    channel_type: ChannelType.DM,
    author: { ...author, avatar: null, ...(byBot ? { bot: true } : {}) },
    content: text,
    timestamp: new Date(at).toISOString(),
    edited_timestamp: editedAt === undefined ? null : new Date(editedAt).toISOString(),
    type: MessageType.Default,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
  };
}

function told(event: InboundEvent | Ignored): InboundEvent {
  if ("ignored" in event) throw new Error(`nobody may ignore it: ${event.ignored}`);
  return event;
}
