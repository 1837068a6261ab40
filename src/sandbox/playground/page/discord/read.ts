import { control, type Interaction } from "../control.ts";
import { type DiscordState, memberOf, newcomerOf, placeIn, UNREAD } from "./state.ts";

/** What the sandbox says now about everything this pane shows. */
export async function readDiscord(state: DiscordState) {
  const [server, { threads }] = await Promise.all([control.server(), control.threads()]);
  const memberId = (memberOf({ ...state, server }) ?? newcomerOf({ server }))?.id ?? null;
  const place = placeIn({ ...state, server, threads, memberId });
  const none = Promise.resolve(UNREAD.channel);
  const [dm, channel, uses, presses] = await Promise.all([
    memberId === null ? none : control.dm(memberId),
    memberId === null || place.kind === "dm" || place.id === "" ? none : control.channel(memberId, place.id),
    Promise.all(state.uses.map(caughtUp)),
    Promise.all(state.presses.map(caughtUp)),
  ]);
  return { server, threads, memberId, place, dm, channel, uses, presses };
}

interface Waiting {
  readonly memberId: string;
  readonly interactionId: string;
  readonly interaction: Interaction;
}

async function caughtUp<One extends Waiting>(one: One): Promise<One> {
  const { state, reply, form } = one.interaction;
  if (form !== null || state === "failed" || (state === "answered" && reply !== null)) return one;
  const interaction = await control.interaction(one.memberId, one.interactionId).catch(() => one.interaction);
  return { ...one, interaction };
}
