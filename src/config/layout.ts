import { parseDocument } from "yaml";

/** The sections of a config that describe what a server looks like, those of many things by key, in order. */
export interface Layout {
  readonly roles: Readonly<Record<string, object>>;
  readonly categories: Readonly<Record<string, object>>;
  readonly channels: Readonly<Record<string, object>>;
  readonly commands?: Readonly<Record<string, object>>;
  readonly automod?: Readonly<Record<string, object>>;
  readonly welcomeScreen?: object;
  readonly onboarding?: object;
}

/** The text of a config with another layout. What the layout does not speak of stays, comments included. */
export function withLayout(text: string, layout: Layout): string {
  const document = parseDocument(text);
  for (const [section, things] of Object.entries(layout)) {
    document.setIn(["discord", section], document.createNode(things));
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** A name as a key: lower-case letters, digits and dashes, beginning with a letter, and not `taken`. */
export function keyFor(name: string, fallback: string, taken: ReadonlySet<string>): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^[^a-z]+|-+$/gu, "")
    .slice(0, 40);
  const base = plain.replace(/-+$/u, "") || fallback;
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(key)) return key;
  }
}
