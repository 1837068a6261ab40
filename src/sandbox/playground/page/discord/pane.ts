import { createActions } from "./actions.ts";
import { createComposer } from "./composer.ts";
import { showForm } from "./form.ts";
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
    showForm(state, actions);
  };
  const refresh = async () => {
    const before = state;
    const read = await readDiscord(before);
    // Somebody else or another place was chosen meanwhile, which is being read already.
    if (state.memberId !== before.memberId || !isSamePlace(state.place, before.place)) return;
    update({
      ...read,
      // What was clicked while we were reading is newer than what was read.
      uses: withClicks(read.uses, state.uses),
      presses: withClicks(read.presses, state.presses),
    });
  };
  const actions = createActions({ now: () => state, update, refresh });
  const showComposer = createComposer(actions);
  return { refresh };
}

/** What was read of interactions, with those that began and the forms that were sent meanwhile. */
function withClicks<One extends { readonly formDone?: true }>(
  read: readonly One[],
  now: readonly One[],
): readonly One[] {
  const known = read.map((one, index) =>
    now[index]?.formDone === true ? { ...one, formDone: true as const } : one,
  );
  return [...known, ...now.slice(read.length)];
}
