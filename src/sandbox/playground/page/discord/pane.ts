import { attempt } from "../alerts.ts";
import { control } from "../control.ts";
import { createComposer } from "./composer.ts";
import { showMemberBar } from "./member-bar.ts";
import { showMessages } from "./messages.ts";
import { showSidebar } from "./sidebar.ts";
import { readDiscord } from "./read.ts";
import { type DiscordState, NOBODY, type Place, UNANSWERED, UNREAD, isSamePlace, withDmSeen } from "./state.ts";

export interface Pane {
  /** Reads the sandbox and shows it. */
  readonly refresh: () => Promise<void>;
}

/** The left pane: one member's view of the server and of their DM. */
export function createDiscordPane(): Pane {
  let state: DiscordState = NOBODY;

  const update = (change: Partial<DiscordState>) => {
    state = withDmSeen({ ...state, ...change });
    showSidebar(state, go);
    showMemberBar(state, { join, become, openDms, startJoining: () => update({ joining: true }) });
    showMessages(state, { press, openDm: () => go({ kind: "dm" }) });
    showComposer(state);
  };
  const go = (place: Place) => {
    update({ place, channel: UNREAD.channel });
    void attempt(refresh);
  };
  const asMember = (action: (memberId: string) => Promise<unknown>) => {
    const { memberId } = state;
    if (memberId !== null) void attempt(() => action(memberId));
  };

  const join = (name: string) =>
    void attempt(async () => {
      const { id } = await control.join(name);
      update({ ...UNREAD, memberId: id, joining: false });
      await refresh();
    });
  const become = (memberId: string) => {
    update({ ...UNREAD, memberId, joining: false });
    void attempt(refresh);
  };
  const openDms = (open: boolean) => asMember((id) => control.openDms(id, open));
  const write = (text: string) =>
    asMember((id) =>
      state.place.kind === "dm" ? control.writeDm(id, text) : control.say(id, state.place.id, text),
    );
  const use = (command: string) =>
    asMember(async (memberId) => {
      const { place } = state;
      const { interactionId } = await control.command(memberId, command, place.kind === "dm" ? null : place.id);
      const made = { memberId, place, command, interactionId, at: Date.now(), interaction: UNANSWERED };
      update({ uses: [...state.uses, made] });
      await refresh();
    });
  const press = (messageId: string, customId: string) =>
    asMember(async (memberId) => {
      const { interactionId } = await control.press(memberId, messageId, customId);
      const made = { memberId, messageId, customId, interactionId, interaction: UNANSWERED };
      update({ presses: [...state.presses, made] });
      await refresh();
    });
  const showComposer = createComposer({ write, use });

  const refresh = async () => {
    const before = state;
    const read = await readDiscord(before);
    // Somebody else or another place was chosen meanwhile, which is being read already.
    if (state.memberId !== before.memberId || !isSamePlace(state.place, before.place)) return;
    update({
      ...read,
      // What was clicked while we were reading is newer than what was read.
      uses: [...read.uses, ...state.uses.slice(before.uses.length)],
      presses: [...read.presses, ...state.presses.slice(before.presses.length)],
    });
  };
  return { refresh };
}
