import type { MemberLine, TransportLine } from "../../src/bridge/ports.ts";
import type { MemberId } from "../../src/domain/ids.ts";
import { byLane, type Stored } from "../contract/store/memory/state.ts";
import { checkHeard, checkMemberPosts } from "./check-messages.ts";
import { answerTo } from "./daemon.ts";
import type { Post } from "./discord.ts";
import type { Ended } from "./ended.ts";
import { isLive, type Conversation, type Line } from "./twilio-account.ts";
import type { World } from "./world.ts";

type EffectRecord = Stored["effects"][number];

/** Checked after every commit: no member has two open conversations. */
export function checkStored(world: World, { conversations }: Stored): void {
  const open = new Set<MemberId>();
  for (const { memberId, answering } of conversations.values()) {
    if (answering === "ended") continue;
    if (open.has(memberId)) world.violated(`${memberId} has two open conversations`);
    open.add(memberId);
  }
}

/** Checked whenever the daemon is about to write: nothing of the assistant is sent once a human was asked for. */
export function checkFence(
  world: World,
  stored: Stored,
  { key }: Pick<MemberLine | TransportLine, "key">,
): void {
  const record = effectOf(stored, key);
  if (record === undefined) return;
  const { effect, epoch, conversationId } = record;
  const byAssistant = (effect.kind === "say" || effect.kind === "post") && effect.voice === "assistant";
  const now = conversationId === null ? undefined : stored.conversations.get(conversationId);
  if (byAssistant && now !== undefined && now.epoch !== epoch) {
    world.violated(`the assistant speaks (${key}) after a human was asked for`);
  }
}

function effectOf({ effects }: Stored, key: string): EffectRecord | undefined {
  return effects[Number(key.split(".")[1]) - 1];
}

/** Checked at the end, after a time without faults in which everything could come to rest. */
export function checkEnded(ended: Ended): void {
  const { world, stored, twilio, members } = ended;
  for (const { seq, state } of stored.events)
    if (state === "new") world.violated(`event ${seq} was never decided`);
  for (const { id, state } of stored.effects) {
    if (state === "pending") world.violated(`effect ${id} waits for ever`);
  }
  if (stored.gaps.some(({ closed }) => !closed)) world.violated("a gap was never closed");
  for (const conversation of twilio.conversations) checkConversation(ended, conversation);
  for (const memberId of members) {
    checkHeard(ended, memberId);
    checkMemberPosts(ended, memberId);
    checkAgentLines(ended, memberId);
    checkShown(ended, memberId);
  }
}

function checkConversation({ world, stored }: Ended, { sid, lines, tasks, state }: Conversation): void {
  const keys = lines.flatMap(({ key }) => (key === null ? [] : [key]));
  checkKeys({ world, stored }, sid, keys);
  if (tasks.filter(isLive).length > 1) world.violated(`${sid} has two tasks at once`);
  const late = assistantAfterHandoff(stored, lines);
  if (late !== undefined) world.violated(`${sid}: "${late.text}" comes after the handoff`);
  const ours = [...stored.conversations.values()].find((one) => one.transportConversationId === sid);
  const waitsForNobody = ours?.answering === "waiting" && !tasks.some(isLive);
  if (waitsForNobody) world.violated(`${sid}: the member waits for an agent and there is no task`);
  if (ours !== undefined && ours.answering !== "ended" && state === "closed") {
    world.violated(`${sid} is closed there and open here`);
  }
}

/** An answer, behind the request for a human, to what was asked before it. */
function assistantAfterHandoff(stored: Stored, lines: readonly Line[]): Line | undefined {
  const asked = lines.findIndex(
    ({ text, voice }) => voice === "notice" && text.includes("asked for a human"),
  );
  const request = effectOf(stored, lines[asked]?.key ?? "");
  if (request === undefined) return undefined;
  const { conversationId } = request;
  // Somebody whom nobody came for is the assistant's again, also when the request arrives only then.
  const before = stored.effects.filter(
    (one) => one.conversationId === conversationId && (one.epoch ?? 0) < (request.epoch ?? 0),
  );
  const answers = new Set(
    before.flatMap(({ effect }) => (effect.kind === "answer" ? [answerTo(effect.question)] : [])),
  );
  return lines.slice(asked + 1).find(({ voice, text }) => voice === "assistant" && answers.has(text));
}

/** Our lines carry the numbers of their effects: each once, and in the order in which their lane holds them. */
function checkKeys(
  { world, stored }: Pick<Ended, "world" | "stored">,
  where: string,
  keys: readonly string[],
): void {
  const effects = keys.flatMap((key) => {
    const effect = effectOf(stored, key);
    if (effect === undefined) world.violated(`${where}: the ledger knows nothing of the line ${key}`);
    return effect ?? [];
  });
  for (const [index, effect] of effects.entries()) {
    const before = effects[index - 1];
    if (effects.indexOf(effect) !== index) world.violated(`${where}: line ${effect.id} was written twice`);
    else if (before !== undefined && byLane(before, effect) > 0) {
      world.violated(`${where}: line ${effect.id} came after line ${before.id}`);
    }
  }
}

/** Every line of an agent was shown once and in order, or is parked. */
function checkAgentLines({ world, discord, twilio, stored }: Ended, memberId: MemberId): void {
  const shown = discord.posts(memberId).filter(({ by, removed }) => by === "bot" && removed !== true);
  for (const { memberId: owner, lines } of twilio.conversations) {
    if (owner !== memberId) continue;
    const theirs = lines.filter(({ voice }) => voice === "agent");
    // What found their direct messages closed follows later, in its own order.
    const putOff = new Set(
      stored.effects.flatMap(({ effect, failure }) =>
        failure === "member.unreachable" && effect.kind === "say" ? [effect.lineId] : [],
      ),
    );
    for (const group of [
      theirs.filter(({ sid }) => !putOff.has(sid)),
      theirs.filter(({ sid }) => putOff.has(sid)),
    ]) {
      const places = group.flatMap((line) => checkAgentLine(world, stored, shown, line));
      if (places.some((place, index) => place < (places[index - 1] ?? 0))) {
        world.violated(`agents' lines to ${memberId} were shown out of order`);
      }
    }
  }
}

function checkAgentLine(
  world: World,
  { effects }: Stored,
  shown: readonly Post[],
  { sid, text, removed }: Line,
): readonly number[] {
  // Its agent may have changed it: what is said in brackets counts the changes.
  const [said = ""] = text.split(" (");
  const isIts = (post: Post) => post.text === said || post.text.startsWith(`${said} (`);
  const places = shown.flatMap((post, index) => (isIts(post) ? [index] : []));
  if (removed === true) {
    if (places.length > 0) world.violated(`the agent took "${text}" back, and it is still shown`);
    return [];
  }
  const parked = effects.some(
    ({ effect, state }) => effect.kind === "say" && effect.lineId === sid && state === "parked",
  );
  if (places.length > 1 || (places.length === 0 && !parked)) {
    world.violated(`the agent's "${text}" was shown ${places.length} times`);
  }
  for (const place of places) {
    const post = shown[place];
    if (post?.text !== text && !parked) world.violated(`the agent's "${text}" is shown as "${post?.text}"`);
  }
  return places;
}

/**
 * What the member reads of us came each once, in the order in which it was decided. What found their direct messages
 * closed follows once they are open, behind the line that says so, in its own order.
 */
function checkShown({ world, discord, stored }: Ended, memberId: MemberId): void {
  const keys = discord.posts(memberId).flatMap(({ key }) => (key === null ? [] : [key]));
  const putOff = new Set(
    stored.effects.filter(({ failure }) => failure === "member.unreachable").map(({ id }) => String(id)),
  );
  const isPutOff = (key: string) => putOff.has(key.split(".")[1] ?? "");
  const where = `the DM of ${memberId}`;
  const onTime = keys.filter((key) => !isPutOff(key));
  checkKeys({ world, stored }, where, onTime);
  checkKeys({ world, stored }, where, keys.filter(isPutOff));
}
