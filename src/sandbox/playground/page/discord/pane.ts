import { createActions } from "./actions.ts";
import { createComposer } from "./composer.ts";
import { showMemberBar } from "./member-bar.ts";
import { showMessages } from "./messages.ts";
import { readDiscord } from "./read.ts";
import { showSidebar } from "./sidebar.ts";
import { type DiscordState, NOBODY, isSamePlace, withDmSeen } from "./state.ts";

/** The left pane: one member's view of the server and of their DM. */
export function createDiscordPane(): { readonly refresh: () => Promise<void> } {
  let state: DiscordState = NOBODY;

  const update = (change: Partial<DiscordState>) => {
    state = withDmSeen({ ...state, ...change });
    showSidebar(state, actions.go);
    showMemberBar(state, actions);
    showMessages(state, actions);
    showComposer(state);
  };
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
  const actions = createActions({ now: () => state, update, refresh });
  const showComposer = createComposer(actions);
  return { refresh };
}
