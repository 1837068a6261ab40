/** Things with a SID, kept in the order they came. A changed thing is put again under its SID. */
export interface Collection<Item extends { readonly sid: string }> {
  get(sid: string): Item | undefined;
  put(item: Item): Item;
  delete(sid: string): void;
  all(): readonly Item[];
  /** Those that belong to one parent. */
  of(parent: string): readonly Item[];
}

/** `parentOf` groups the items, such as messages by their conversation; an item never changes its parent. */
export function createCollection<Item extends { readonly sid: string }>(
  parentOf: (item: Item) => string = () => "",
): Collection<Item> {
  const items = new Map<string, Item>();
  const families = new Map<string, Map<string, Item>>();
  return {
    get: (sid) => items.get(sid),
    put(item) {
      items.set(item.sid, item);
      const parent = parentOf(item);
      const family = families.get(parent) ?? new Map<string, Item>();
      families.set(parent, family.set(item.sid, item));
      return item;
    },
    delete(sid) {
      const item = items.get(sid);
      if (item === undefined) return;
      items.delete(sid);
      families.get(parentOf(item))?.delete(sid);
    },
    all: () => [...items.values()],
    of: (parent) => [...(families.get(parent)?.values() ?? [])],
  };
}
