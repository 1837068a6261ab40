import type { Conversation, LineAhead } from "./conversation.ts";
import type { TransportMessageId } from "./ids.ts";

/** What is known of the order of lines on the agent's side. */
export type LineOrder = Pick<Conversation, "accountedTo" | "ahead">;

/** An agent's line that is to be said. */
export type AgentLine = LineAhead & { readonly text: string };

/** One of our own lines has arrived there under this index. */
export function accountFor(order: LineOrder, index: number): LineOrder {
  return settle(insert(order, { index, text: null }), "ours");
}

/**
 * An agent's line arrived. It is to be said with whatever it completes, or waits beyond a gap until
 * `closeGap`. One at or below `accountedTo` was not seen before and is said at once: late is better than never.
 */
export function hear(
  order: LineOrder,
  line: AgentLine,
): { readonly order: LineOrder; readonly say: readonly AgentLine[] } {
  if (line.index <= order.accountedTo) return { order, say: [line] };
  return release(insert(order, line), order.accountedTo);
}

/** The agent's side was read: what was missing up to `through` has been handed in, or exists no more. */
export function closeGap(
  order: LineOrder,
  through: number,
): { readonly order: LineOrder; readonly say: readonly AgentLine[] } {
  return release(order, through);
}

/** A waiting line has another text now, or is not to be said any more; null when it does not wait. */
export function changeWaiting(
  { accountedTo, ahead }: LineOrder,
  id: TransportMessageId,
  text: string | null,
): LineOrder | null {
  if (!ahead.some((line) => line.id === id)) return null;
  return { accountedTo, ahead: ahead.map((line) => (line.id === id ? { ...line, text } : line)) };
}

/** Whether an agent's line waits for what is missing before it. */
export function waitsForGap({ ahead }: LineOrder): boolean {
  return ahead.some(({ text }) => text !== null);
}

function isSayable(line: LineAhead): line is AgentLine {
  return line.text !== null;
}

function release(order: LineOrder, through: number) {
  const released = settle({ ...order, accountedTo: Math.max(order.accountedTo, through) }, "all");
  const say = order.ahead.flatMap((line) =>
    line.index <= released.accountedTo && isSayable(line) ? [line] : [],
  );
  return { order: released, say };
}

/** Moves on over what follows without a gap; "ours" stops before a line that has to be said first. */
function settle({ accountedTo, ahead }: LineOrder, over: "ours" | "all"): LineOrder {
  let to = accountedTo;
  let taken = 0;
  for (const { index, text } of ahead) {
    if (index > to + 1 || (over === "ours" && text !== null)) break;
    to = Math.max(to, index);
    taken += 1;
  }
  return { accountedTo: to, ahead: ahead.slice(taken) };
}

function insert(order: LineOrder, line: LineOrder["ahead"][number]): LineOrder {
  const { accountedTo, ahead } = order;
  if (line.index <= accountedTo || ahead.some(({ index }) => index === line.index)) return order;
  return { accountedTo, ahead: [...ahead, line].toSorted((one, other) => one.index - other.index) };
}
