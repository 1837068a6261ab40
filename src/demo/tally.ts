import { isRecord } from "../domain/record.ts";
import type { TapeEntry } from "./control.ts";

/** What one side sent and what the other side got, counted from the sandbox's tape alone. */
export interface Tally {
  readonly sent: number;
  readonly delivered: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Milliseconds from the event leaving the sandbox to the write arriving there; null without any. */
  readonly medianLatencyMs: number | null;
}

interface Line {
  readonly id: string;
  readonly text: string;
  readonly at: number;
}

/** Member to agent: gateway dispatches of the member's DMs against messages created on the agents' side. */
export function tallyMemberToAgent(tape: readonly TapeEntry[], memberId: string): Tally {
  const sent = tape.flatMap((entry): Line[] => {
    if (entry.vendor !== "gateway" || entry.path !== "MESSAGE_CREATE") return [];
    const message = parse(entry.requestBody);
    const data = isRecord(message["d"]) ? message["d"] : message;
    const author = isRecord(data["author"]) ? data["author"]["id"] : undefined;
    return author === memberId
      ? [{ id: String(data["id"]), text: String(data["content"]), at: entry.at }]
      : [];
  });
  const arrived = tape.flatMap((entry): Line[] => {
    if (entry.vendor !== "twilio" || entry.status !== 201 || !entry.path.endsWith("/Messages")) return [];
    const form = new URLSearchParams(entry.requestBody);
    if ((form.get("Author") ?? form.get("From")) !== `discord_${memberId}`) return [];
    return [{ id: String(parse(entry.responseBody)["sid"]), text: form.get("Body") ?? "", at: entry.at }];
  });
  return compare(unique(sent), arrived);
}

/** What a message is announced as: of a conversation, and of a channel. */
const WRITTEN: ReadonlySet<string> = new Set(["onMessageAdded", "onMessageSent"]);

/** Agent to member: messages the agents wrote, by their callbacks, against messages created in the DM. */
export function tallyAgentToMember(tape: readonly TapeEntry[], dmChannelId: string): Tally {
  const callbacks = tape.flatMap((entry) => {
    if (entry.vendor !== "callback") return [];
    const form = new URLSearchParams(entry.requestBody);
    if (!WRITTEN.has(form.get("EventType") ?? "") || form.get("Source") !== "SDK") return [];
    const line = { id: form.get("MessageSid") ?? "", text: form.get("Body") ?? "", at: entry.at };
    const conversation = form.get("ConversationSid") ?? form.get("ChannelSid") ?? "";
    return [{ ...line, conversation, index: Number(form.get("Index")) }];
  });
  // Callbacks overtake each other; the index is the order in which the agent wrote.
  const begun = new Map(callbacks.map(({ conversation }, place) => [conversation, place]));
  const sent = callbacks.toSorted(
    (a, b) => (begun.get(a.conversation) ?? 0) - (begun.get(b.conversation) ?? 0) || a.index - b.index,
  );
  const wanted = new Set(sent.map((line) => line.text));
  const arrived = tape.flatMap((entry): Line[] => {
    const isPost = entry.vendor === "discord" && entry.method === "POST" && entry.status === 200;
    if (!isPost || !entry.path.endsWith(`/channels/${dmChannelId}/messages`)) return [];
    const created = parse(entry.responseBody);
    const text = String(created["content"]);
    return wanted.has(text) ? [{ id: String(created["id"]), text, at: entry.at }] : [];
  });
  return compare(unique(sent), unique(arrived));
}

/** A redelivered event, or a create answered with the message of an earlier try, is one message. */
function unique(lines: readonly Line[]): readonly Line[] {
  return [...new Map(lines.map((line) => [line.id, line])).values()];
}

function compare(sent: readonly Line[], arrived: readonly Line[]): Tally {
  const places = new Map<string, number[]>();
  for (const [place, line] of arrived.entries()) {
    places.set(line.text, [...(places.get(line.text) ?? []), place]);
  }
  let lost = 0;
  let outOfOrder = 0;
  let last = -1;
  const latencies: number[] = [];
  const expected = new Set<string>();
  for (const line of sent) {
    expected.add(line.text);
    const place = places.get(line.text)?.shift();
    if (place === undefined) {
      lost += 1;
      continue;
    }
    if (place < last) outOfOrder += 1;
    last = Math.max(last, place);
    latencies.push((arrived[place]?.at ?? line.at) - line.at);
  }
  const doubled = [...places].reduce((sum, [text, rest]) => sum + (expected.has(text) ? rest.length : 0), 0);
  return {
    sent: sent.length,
    delivered: sent.length - lost,
    lost,
    doubled,
    outOfOrder,
    medianLatencyMs: median(latencies),
  };
}

function median(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? null;
  const [low, high] = [sorted[middle - 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
