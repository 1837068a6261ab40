import { attempt } from "../alerts.ts";
import { control } from "../control.ts";
import type { ComposerActions } from "./composer.ts";
import type { MessageActions } from "./line.ts";
import type { MemberActions } from "./member-bar.ts";
import { type DiscordState, type Place, UNANSWERED, UNREAD } from "./state.ts";

export interface Held {
  readonly now: () => DiscordState;
  readonly update: (change: Partial<DiscordState>) => void;
  readonly refresh: () => Promise<void>;
}

type DiscordActions = ComposerActions &
  MessageActions &
  MemberActions & { readonly go: (place: Place) => void };

/** What the person in front of the page does as the chosen member. */
export function createActions({ now, update, refresh }: Held): DiscordActions {
  const asMember = (action: (memberId: string) => Promise<unknown>) => {
    const { memberId } = now();
    if (memberId !== null) void attempt(() => action(memberId));
  };
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
    openDm: () => go({ kind: "dm" }),
    startJoining: () => update({ joining: true }),
    join: (name) => void attempt(async () => become((await control.join(name)).id)),
    openDms: (open) => asMember((memberId) => control.openDms(memberId, open)),
    write: (text) =>
      asMember((memberId) => {
        const { place } = now();
        return place.kind === "dm" ? control.writeDm(memberId, text) : control.say(memberId, place.id, text);
      }),
    send: (files) => asMember((memberId) => control.sendFiles(memberId, files)),
    edit: (messageId, content) => asMember((memberId) => control.editOwn(memberId, messageId, content)),
    remove: (messageId) => asMember((memberId) => control.deleteOwn(memberId, messageId)),
    use: (command) =>
      asMember(async (memberId) => {
        const { place } = now();
        const channel = place.kind === "dm" ? null : place.id;
        const { interactionId } = await control.command(memberId, command, channel);
        const made = { memberId, place, command, interactionId, at: Date.now(), interaction: UNANSWERED };
        update({ uses: [...now().uses, made] });
        await refresh();
      }),
    submit: (interactionId, values) =>
      asMember(async (memberId) => {
        if (values !== null) await control.submit(memberId, interactionId, values);
        const presses = now().presses.map((one) =>
          one.interactionId === interactionId ? { ...one, formDone: true as const } : one,
        );
        update({ presses });
        await refresh();
      }),
    press: (messageId, customId) =>
      asMember(async (memberId) => {
        const { interactionId } = await control.press(memberId, messageId, customId);
        const made = { memberId, messageId, customId, interactionId, interaction: UNANSWERED };
        update({ presses: [...now().presses, made] });
        await refresh();
      }),
  };
}
