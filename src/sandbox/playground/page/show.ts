interface Shown {
  readonly node: HTMLElement;
  readonly signature: string;
}

const FOCUSABLE = "button, input, select, a";
const shown = new WeakMap<Element, Map<string, Shown>>();

/**
 * Makes `parent` show one element per item. What has not changed keeps its element, and with it focus,
 * selection and scrolling.
 */
export function showList<Item>(
  parent: HTMLElement,
  items: readonly Item[],
  keyOf: (item: Item) => string,
  make: (item: Item) => HTMLElement,
): void {
  const before = shown.get(parent) ?? new Map<string, Shown>();
  const after = new Map<string, Shown>();
  for (const item of items) {
    const signature = JSON.stringify(item);
    const old = before.get(keyOf(item));
    after.set(keyOf(item), old?.signature === signature ? old : { node: make(item), signature });
  }
  shown.set(parent, after);
  const focus = focusIn(before);
  const wanted = [...after.values()].map(({ node }) => node);
  for (const child of Array.from(parent.childNodes))
    if (!wanted.includes(child as HTMLElement)) child.remove();
  for (const [index, node] of wanted.entries()) {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  }
  focus(after);
}

function focusable(node: HTMLElement): readonly HTMLElement[] {
  return [...(node.matches(FOCUSABLE) ? [node] : []), ...node.querySelectorAll<HTMLElement>(FOCUSABLE)];
}

/** Where the focus is among the shown items; the result gives it back when that item was drawn anew. */
function focusIn(before: ReadonlyMap<string, Shown>): (after: ReadonlyMap<string, Shown>) => void {
  for (const [key, { node }] of before) {
    const index = focusable(node).findIndex((one) => one === document.activeElement);
    if (index === -1) continue;
    return (after) => {
      const now = after.get(key)?.node;
      if (now !== undefined && now !== node) focusable(now)[index]?.focus();
    };
  }
  return () => undefined;
}

/** Like showList for one thing that is there or not. */
export function showOne<Item>(parent: HTMLElement, item: Item, make: (item: Item) => HTMLElement): void {
  showList(parent, [item], () => "one", make);
}

/** Scrolls to the end when the reader was there. Call `before` changes; the result `after` them. */
export function stickToEnd(list: HTMLElement): () => void {
  const wasAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  return () => {
    if (wasAtEnd) list.scrollTop = list.scrollHeight;
  };
}
