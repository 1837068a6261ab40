import type { Channel, ChannelView, Form, Interaction, Member, Server, Thread } from "../control.ts";

export type Place = { readonly kind: "dm" } | { readonly kind: "channel"; readonly id: string };

/** A command that somebody used on this page or a form that they sent, and what came of it. */
export interface Use {
  readonly memberId: string;
  readonly place: Place;
  /** As they see its name, such as /helpme; null when a button led to the form. */
  readonly command: string | null;
  readonly interactionId: string;
  readonly at: number;
  readonly interaction: Interaction;
  /** Whether the form it opened was sent or put away. */
  readonly formDone?: true;
}

/** A form that waits to be filled in. */
export interface OpenForm {
  readonly interactionId: string;
  readonly command: string | null;
  readonly form: Form;
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
  readonly threads: readonly Thread[];
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
  threads: [],
  memberId: null,
  place: { kind: "channel", id: "" },
  seen: {},
  uses: [],
  presses: [],
  joining: false,
};

export const UNANSWERED: Interaction = { state: "pending", reply: null, form: null };

const ANNOUNCEMENT = 5;
const FORUM = 15;
/** Channels for text and announcements, and forums; the others hold nothing that is read. */
const READ = new Set([0, ANNOUNCEMENT, FORUM]);

export function channelsOf({ server, memberId }: DiscordState): readonly Channel[] {
  return (server?.channels ?? []).filter(
    ({ type, visibleTo }) => READ.has(type) && (memberId === null || visibleTo.includes(memberId)),
  );
}

/** The threads a member sees that still go on, and the one that is open whatever became of it. */
export function threadsOf({ threads, memberId, place }: DiscordState): readonly Thread[] {
  const isOpen = (id: string) => place.kind === "channel" && place.id === id;
  return threads.filter(
    ({ id, archived, visibleTo }) =>
      memberId !== null && visibleTo.includes(memberId) && (!archived || isOpen(id)),
  );
}

/** A channel or a thread, as its name is shown. */
export interface Room {
  readonly id: string;
  readonly name: string;
  readonly sign: string;
  readonly topic: string;
  /** A forum itself holds nothing but posts. */
  readonly isForum: boolean;
}

export function roomOfChannel({ id, name, type, topic }: Channel): Room {
  const isForum = type === FORUM;
  const sign = type === ANNOUNCEMENT ? "📣" : isForum ? "≡" : "#";
  return { id, name, sign, topic: topic ?? "", isForum };
}

export function roomOfThread({ id, name, tags, locked }: Thread): Room {
  const topic = [...tags, ...(locked ? ["locked"] : [])].join(", ");
  return { id, name, sign: "↳", topic, isForum: false };
}

/** The channel or thread that is open; undefined while it is the DM. */
export function openRoom(state: DiscordState): Room | undefined {
  const { place } = state;
  if (place.kind === "dm") return undefined;
  const rooms = [...channelsOf(state).map(roomOfChannel), ...threadsOf(state).map(roomOfThread)];
  return rooms.find(({ id }) => id === place.id);
}

/** The form that the member has to fill in or put away. */
export function formOf({ uses, presses, memberId }: DiscordState): OpenForm | null {
  const opened = [...uses, ...presses.map((press) => ({ ...press, command: null }))].findLast(
    (one) => one.memberId === memberId && one.interaction.form !== null && one.formDone !== true,
  );
  const form = opened?.interaction.form ?? null;
  if (opened === undefined || form === null) return null;
  return { interactionId: opened.interactionId, command: opened.command, form };
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
  const stays = place.kind === "dm" ? memberId !== null : openRoom(state) !== undefined;
  return stays ? place : { kind: "channel", id: channelsOf(state)[0]?.id ?? "" };
}
