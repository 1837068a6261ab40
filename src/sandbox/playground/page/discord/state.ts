import type { Channel, ChannelView, Interaction, Member, Server } from "../control.ts";

export type Place = { readonly kind: "dm" } | { readonly kind: "channel"; readonly id: string };

/** A slash command that somebody used on this page, and what came of it. */
export interface Use {
  readonly memberId: string;
  readonly place: Place;
  readonly command: string;
  readonly interactionId: string;
  readonly at: number;
  readonly interaction: Interaction;
}

/** A button that somebody pressed on this page. */
export interface Press {
  readonly memberId: string;
  readonly messageId: string;
  readonly customId: string;
  readonly interactionId: string;
  readonly interaction: Interaction;
  /** Whether the form it opened was sent or put away. */
  readonly formDone?: true;
}

/** What the left pane shows. Replaced as a whole, never changed in place. */
export interface DiscordState {
  readonly server: Server | null;
  /** Whose eyes we look through. */
  readonly memberId: string | null;
  readonly place: Place;
  /** The DM with the bot. */
  readonly dm: ChannelView;
  /** The channel that is open; empty while it is the DM. */
  readonly channel: ChannelView;
  /** How many messages of the DM each member has seen. */
  readonly seen: Readonly<Record<string, number>>;
  readonly uses: readonly Use[];
  readonly presses: readonly Press[];
  /** Whether a form for a new member is open. */
  readonly joining: boolean;
}

const NOTHING: ChannelView = { messages: [] };

/** What is forgotten when we look through other eyes. */
export const UNREAD = { dm: NOTHING, channel: NOTHING };

export const NOBODY: DiscordState = {
  ...UNREAD,
  server: null,
  memberId: null,
  place: { kind: "channel", id: "" },
  seen: {},
  uses: [],
  presses: [],
  joining: false,
};

export const UNANSWERED: Interaction = { state: "pending", reply: null, form: null };

/** Channels for text and announcements; the others hold no conversation. */
const WRITTEN = new Set([0, 5]);

export function channelsOf({ server, memberId }: DiscordState): readonly Channel[] {
  return (server?.channels ?? []).filter(
    ({ type, visibleTo }) => WRITTEN.has(type) && (memberId === null || visibleTo.includes(memberId)),
  );
}

export function peopleOf({ server }: Pick<DiscordState, "server">): readonly Member[] {
  return (server?.members ?? []).filter(({ bot }) => !bot);
}

/** Whom we look through when nobody was chosen: the newest member. The owner is the first of all. */
export function newcomerOf(state: Pick<DiscordState, "server">): Member | undefined {
  return peopleOf(state).at(-1);
}

/** Whether nobody has joined the server but its owner. */
export function isDeserted(state: Pick<DiscordState, "server">): boolean {
  return peopleOf(state).every(({ id }) => id === state.server?.guild.ownerId);
}

export function memberOf(state: Pick<DiscordState, "server" | "memberId">): Member | undefined {
  return peopleOf(state).find(({ id }) => id === state.memberId);
}

export function botNameOf({ server }: DiscordState): string {
  return server?.members.find(({ bot }) => bot)?.name ?? "bot";
}

/** What is written in the open place. */
export function viewOf({ place, dm, channel }: DiscordState): ChannelView {
  return place.kind === "dm" ? dm : channel;
}

export function isSamePlace(one: Place, other: Place): boolean {
  if (one.kind === "dm" || other.kind === "dm") return one.kind === other.kind;
  return one.id === other.id;
}

export function unreadOf(state: DiscordState): number {
  if (state.memberId === null) return 0;
  const seen = state.seen[state.memberId] ?? 0;
  return state.dm.messages.slice(seen).filter(({ author }) => author === "bot").length;
}

/** While the DM is open, all of it counts as seen. */
export function withDmSeen(state: DiscordState): DiscordState {
  if (state.place.kind !== "dm" || state.memberId === null) return state;
  return { ...state, seen: { ...state.seen, [state.memberId]: state.dm.messages.length } };
}

/** The open place, or the first channel when it is no longer there. */
export function placeIn(state: DiscordState): Place {
  const { place, memberId } = state;
  const channels = channelsOf(state);
  const stays = place.kind === "dm" ? memberId !== null : channels.some(({ id }) => id === place.id);
  return stays ? place : { kind: "channel", id: channels[0]?.id ?? "" };
}
