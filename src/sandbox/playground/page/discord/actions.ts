import { attempt } from "../alerts.ts";
import { control } from "../control.ts";
import type { ComposerActions } from "./composer.ts";
import type { FormActions } from "./form.ts";
import type { MessageActions } from "./line.ts";
import type { MemberActions } from "./member-bar.ts";
import { type DiscordState, type OpenForm, type Place, UNANSWERED, UNREAD } from "./state.ts";

export interface Held {
  readonly now: () => DiscordState;
  readonly update: (change: Partial<DiscordState>) => void;
  readonly refresh: () => Promise<void>;
}

type DiscordActions = ComposerActions &
  FormActions &
  MessageActions &
  MemberActions & { readonly go: (place: Place) => void };

/** What the person in front of the page does as the chosen member. */
export function createActions(held: Held): DiscordActions {
  const { now, update, refresh } = held;
  const asMember = memberActor(held);
  const go = (place: Place) => {
    update({ place, channel: UNREAD.channel });
    void attempt(refresh);
  };
  const become = (memberId: string) => {
    update({ ...UNREAD, memberId, joining: false });
    void attempt(refresh);
  };
  return {
    go,
    become,
    open: (id) => go(id === null ? { kind: "dm" } : { kind: "channel", id }),
    startJoining: () => update({ joining: true }),
    join: (name) => void attempt(async () => become((await control.join(name)).id)),
    openDms: (open) => asMember((memberId) => control.openDms(memberId, open)),
    write: (content) => asMember((memberId) => control.writeIn(memberId, channelOf(now()), { content })),
    send: (files) => asMember((memberId) => control.writeIn(memberId, channelOf(now()), { files })),
    edit: (messageId, content) => asMember((memberId) => control.editOwn(memberId, messageId, content)),
    remove: (messageId) => asMember((memberId) => control.deleteOwn(memberId, messageId)),
    ...interactionActions(held),
  };
}

/** Commands, presses and forms: each is followed until the bot answered it. */
function interactionActions(held: Held): FormActions & Pick<DiscordActions, "use" | "useOn" | "press"> {
  const { now, update, refresh } = held;
  const asMember = memberActor(held);
  const follow = (memberId: string, command: string | null, interactionId: string) => {
    const { uses, place } = now();
    const made = { memberId, place, command, interactionId, at: Date.now(), interaction: UNANSWERED };
    update({ uses: [...uses, made] });
    return refresh();
  };
  const putAway = ({ interactionId }: OpenForm) => {
    const done = <One extends { readonly interactionId: string }>(one: One) =>
      one.interactionId === interactionId ? { ...one, formDone: true as const } : one;
    update({ uses: now().uses.map(done), presses: now().presses.map(done) });
  };
  return {
    putAway,
    use: (command) =>
      asMember(async (memberId) => {
        const { interactionId } = await control.command(memberId, command, channelOf(now()));
        await follow(memberId, `/${command}`, interactionId);
      }),
    useOn: (messageId, command) =>
      asMember(async (memberId) => {
        const { interactionId } = await control.messageCommand(memberId, command, messageId);
        await follow(memberId, command, interactionId);
      }),
    press: (messageId, customId) =>
      asMember(async (memberId) => {
        const { interactionId } = await control.press(memberId, messageId, customId);
        const made = { memberId, messageId, customId, interactionId, interaction: UNANSWERED };
        update({ presses: [...now().presses, made] });
        await refresh();
      }),
    submit: async (open, values) => {
      const { memberId } = now();
      if (memberId === null) return;
      const { interactionId } = await control.submit(memberId, open.interactionId, values);
      putAway(open);
      await follow(memberId, open.command, interactionId);
    },
  };
}

/** Does something as the chosen member; nothing when there is none. */
const memberActor =
  ({ now }: Held) =>
  (action: (memberId: string) => Promise<unknown>): void => {
    const { memberId } = now();
    if (memberId !== null) void attempt(() => action(memberId));
  };

/** Null while the DM is open. */
function channelOf({ place }: DiscordState): string | null {
  return place.kind === "dm" ? null : place.id;
}
