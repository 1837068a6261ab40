interface Shown {
  readonly node: HTMLElement;
  readonly signature: string;
}

const FOCUSABLE = "button, input, select, a";
const NEAR_END_PX = 60;
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

/** Keeps the end of a list in view for who is reading there, whatever is added and however it is resized. */
export function followEnd(list: HTMLElement): void {
  let isAtEnd = true;
  const scrollToEnd = () => {
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  };
  list.addEventListener("scroll", () => {
    isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
  });
  new MutationObserver(scrollToEnd).observe(list, { childList: true });
  new ResizeObserver(scrollToEnd).observe(list);
}
