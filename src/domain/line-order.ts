import type { Conversation } from "./conversation.ts";

/** What is known of the order of lines on the agent's side. */
export type LineOrder = Pick<Conversation, "accountedTo" | "ahead">;

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
  line: { readonly index: number; readonly text: string },
): { readonly order: LineOrder; readonly say: readonly string[] } {
  if (line.index <= order.accountedTo) return { order, say: [line.text] };
  return release(insert(order, line), order.accountedTo);
}

/** The agent's side was read: what was missing up to `through` has been handed in, or exists no more. */
export function closeGap(
  order: LineOrder,
  through: number,
): { readonly order: LineOrder; readonly say: readonly string[] } {
  return release(order, through);
}

/** Whether an agent's line waits for what is missing before it. */
export function waitsForGap({ ahead }: LineOrder): boolean {
  return ahead.some(({ text }) => text !== null);
}

function release(order: LineOrder, through: number) {
  const released = settle({ ...order, accountedTo: Math.max(order.accountedTo, through) }, "all");
  const say = order.ahead.flatMap(({ index, text }) =>
    index <= released.accountedTo && text !== null ? [text] : [],
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
