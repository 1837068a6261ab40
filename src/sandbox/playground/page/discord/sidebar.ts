import { byId, element } from "../element.ts";
import { showList, showOne } from "../show.ts";
import {
  type DiscordState,
  type Place,
  type Room,
  botNameOf,
  channelsOf,
  roomOfChannel,
  roomOfThread,
  threadsOf,
  unreadOf,
} from "./state.ts";

interface Entry {
  readonly kind: "category" | "channel" | "thread" | "dm";
  readonly id: string;
  readonly name: string;
  readonly sign: string;
  readonly current: boolean;
  readonly unread: number;
}

/** The server's channels by category, and above them the DM with the bot. */
export function showSidebar(state: DiscordState, go: (place: Place) => void): void {
  showOne(byId("server-name", HTMLElement), state.server?.guild.name ?? "Server", (name) =>
    element("span", {}, name),
  );
  showList(
    byId("channels", HTMLElement),
    entriesOf(state),
    ({ kind, id }) => kind + id,
    (entry) => (entry.kind === "category" ? element("h3", {}, entry.name) : channelButton(entry, go)),
  );
}

function entriesOf(state: DiscordState): readonly Entry[] {
  const { server, place } = state;
  if (server === null) return [];
  const none = { sign: "@", current: false, unread: 0 };
  const entry = (kind: "channel" | "thread", { id, name, sign }: Room): Entry => ({
    ...none,
    kind,
    id,
    name,
    sign,
    current: place.kind === "channel" && place.id === id,
  });
  const visible = channelsOf(state);
  const threads = threadsOf(state);
  /** A channel, and its threads below it. */
  const withThreads = (channel: (typeof visible)[number]): readonly Entry[] => [
    entry("channel", roomOfChannel(channel)),
    ...threads
      .filter(({ parentId }) => parentId === channel.id)
      .map((thread) => entry("thread", roomOfThread(thread))),
  ];
  const unread = unreadOf(state);
  const dm: Entry = {
    ...none,
    kind: "dm",
    id: "",
    name: botNameOf(state),
    current: place.kind === "dm",
    unread,
  };
  return [
    ...(state.memberId === null
      ? []
      : [{ ...none, kind: "category" as const, id: "dms", name: "Direct messages" }, dm]),
    ...visible.filter(({ parentId }) => parentId === null).flatMap(withThreads),
    ...server.categories.flatMap(({ id, name }) => {
      const inside = visible.filter(({ parentId }) => parentId === id).flatMap(withThreads);
      return inside.length === 0 ? [] : [{ ...none, kind: "category" as const, id, name }, ...inside];
    }),
  ];
}

function channelButton(entry: Entry, go: (place: Place) => void): HTMLElement {
  const isDm = entry.kind === "dm";
  return element(
    "button",
    {
      type: "button",
      class: entry.kind === "channel" ? "channel" : `channel ${entry.kind}`,
      "aria-current": entry.current ? "page" : undefined,
      onclick: () => go(isDm ? { kind: "dm" } : { kind: "channel", id: entry.id }),
    },
    element("span", { class: "sign", "aria-hidden": "true" }, entry.sign),
    element("span", { class: "name" }, entry.name),
    entry.unread > 0 &&
      element("span", { class: "unread", "aria-label": `${entry.unread} unread` }, String(entry.unread)),
  );
}
