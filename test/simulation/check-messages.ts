import type { MemberId } from "../../src/domain/ids.ts";
import type { Stored } from "../contract/store/memory/state.ts";
import type { Ended } from "./ended.ts";
import { answerTo, texts } from "./daemon.ts";
import type { Post, Version } from "./discord.ts";
import type { Conversation } from "./twilio-account.ts";

/** What members wrote, changed and took back, held against what agents read at the end. */

/** What a gateway session told is in the ledger, whatever became of the session. */
export function checkHeard({ world, discord, stored }: Ended, memberId: MemberId): void {
  const { missed } = discord.gateway;
  for (const { id, by, versions, removed } of discord.posts(memberId)) {
    if (by === "bot") continue;
    const told = [
      ...versions.map(({ sourceId }) => sourceId),
      ...(removed === true ? [`${id}:deleted`] : []),
    ];
    for (const sourceId of told.filter((one) => !missed.has(one) && !isHeard(stored, one))) {
      world.violated(`the ledger knows nothing of ${sourceId}`);
    }
  }
}

function isHeard({ events }: Stored, sourceId: string): boolean {
  return events.some(({ event }) => event.sourceId === sourceId);
}

/** What the other side may read at the end: what was heard of last, or what came behind it. */
function mayRead(stored: Stored, versions: readonly Version[], text: string): boolean {
  const heard = versions.findLastIndex(({ sourceId }) => isHeard(stored, sourceId));
  return versions.slice(Math.max(heard, 0)).some((version) => version.text === text);
}

/** Every post of the member reached the agent's side once, in order, as they left it, and somebody saw to it. */
export function checkMemberPosts(ended: Ended, memberId: MemberId): void {
  const { world, discord, twilio, unknowable } = ended;
  const written = discord.posts(memberId).filter(({ by }) => by === "member");
  const theirs = twilio.conversations.filter((one) => one.memberId === memberId);
  for (const post of written) checkMemberPost(ended, memberId, post, theirs);
  // What an older conversation would not take goes into the newest, while one that was given up between them may still be told.
  const arrived = theirs
    .flatMap(({ lines }) => lines)
    .toSorted((one, other) => one.at - other.at)
    .flatMap(({ postId }) => (postId === null || unknowable.has(postId) ? [] : [postId]))
    // A session that is resumed tells of what the history, which was read before, no longer holds.
    .filter((id) => !discord.gateway.missed.has(`${id}:deleted`));
  const places = arrived.map((id) => written.findIndex((post) => post.id === id));
  if (places.some((place, index) => place < (places[index - 1] ?? 0))) {
    world.violated(`posts of ${memberId} arrived out of order: ${arrived.join(" ")}`);
  }
}

function checkMemberPost(
  ended: Ended,
  memberId: MemberId,
  post: Post,
  theirs: readonly Conversation[],
): void {
  const { world, stored, unknowable } = ended;
  const { id, versions, removed = false } = post;
  const arrived = theirs.flatMap(({ lines, state }) =>
    lines.flatMap((line) => (line.postId === id ? [{ line, closed: state === "closed" }] : [])),
  );
  const [first] = arrived;
  const takenBack = isHeard(stored, `${id}:deleted`);
  const mayBeMissing = unknowable.has(id) || (removed && (takenBack || !isHeard(stored, id)));
  if (arrived.length > 1 || (first === undefined && !mayBeMissing)) {
    world.violated(`"${post.text}" of ${memberId} arrived ${arrived.length} times`);
  }
  if (first === undefined) return;
  const { line, closed } = first;
  // What was removed can be read by nobody, whatever it said.
  const gone = line.removed === true;
  const asLeft = closed
    ? versions.some(({ text }) => text === line.text)
    : mayRead(stored, versions, line.text);
  if (!asLeft && !gone) world.violated(`"${post.text}" of ${memberId} stands there as "${line.text}"`);
  // What is closed cannot be changed any more.
  if (takenBack && !gone && !closed) world.violated(`"${line.text}" was deleted, and is there`);
  if (!removed && gone) world.violated(`"${line.text}" is gone, and nobody deleted it`);
  if (!removed) checkSeenTo(ended, memberId, post);
}

/** Answered, handed off, or told that nobody came; and not answered twice. */
function checkSeenTo(
  { world, discord, twilio, stored }: Ended,
  memberId: MemberId,
  { id, text, versions }: Post,
): void {
  const posts = discord.posts(memberId);
  const answers = new Set(versions.map((version) => answerTo(version.text)));
  const answered = posts.filter((post) => post.by === "bot" && answers.has(post.text)).length;
  if (answered > 1) world.violated(`"${text}" was answered ${answered} times`);
  if (answered > 0) return;
  const there = twilio.conversations.find(({ lines }) => lines.some(({ postId }) => postId === id));
  const handedOff = there !== undefined && (there.tasks.length > 0 || there.state === "closed");
  const told = posts.findLastIndex((post) => post.text.startsWith(NOBODY_CAME));
  // Who takes no direct messages cannot be told.
  const parked = stored.effects.some(
    ({ effect, state, memberId: whose }) =>
      state === "parked" &&
      ((effect.kind === "say" && answers.has(effect.text)) ||
        (effect.kind === "card.show" && whose === memberId && effect.card.text.startsWith(NOBODY_CAME))),
  );
  if (handedOff || parked || told > posts.findIndex((post) => post.id === id)) return;
  world.violated(`"${text}" was neither answered nor handed off`);
}

const NOBODY_CAME = texts("handoff.failed", { case: 0 }).split("0", 1)[0] ?? "";
