import { avatar } from "../avatar.ts";
import { byId, element } from "../element.ts";
import { showOne } from "../show.ts";
import { nameForm } from "../name-form.ts";
import { type DiscordState, isDeserted, memberOf, peopleOf } from "./state.ts";

export interface MemberActions {
  readonly join: (name: string) => void;
  readonly become: (memberId: string) => void;
  readonly openDms: (open: boolean) => void;
  readonly startJoining: () => void;
}

const JOIN = { label: "Name of the new member", placeholder: "Mia", submit: "Join the server" };

/** Who we are on the server: the member, whether their DMs are open, and a way to be somebody else. */
export function showMemberBar(state: DiscordState, actions: MemberActions): void {
  const members = peopleOf(state);
  const member = memberOf(state);
  const shown = { member, members, joining: state.joining || isDeserted(state) };
  showOne(byId("member-bar", HTMLElement), shown, () =>
    element(
      "div",
      {},
      shown.joining ? nameForm(JOIN, actions.join) : addButton(actions),
      member !== undefined &&
        element(
          "div",
          { class: "me" },
          avatar(member.name),
          chooser(shown, actions),
          dmSwitch(member.dmsOpen, actions),
        ),
    ),
  );
}

function addButton(actions: MemberActions): HTMLElement {
  return element(
    "button",
    { type: "button", class: "quiet", onclick: () => actions.startJoining() },
    "+ Add member",
  );
}

function chooser(
  {
    members,
    member,
  }: { members: readonly { id: string; name: string }[]; member: { id: string } | undefined },
  actions: MemberActions,
): HTMLElement {
  const select: HTMLSelectElement = element(
    "select",
    { "aria-label": "Member", onchange: () => actions.become(select.value) },
    ...members.map(({ id, name }) => element("option", { value: id, selected: id === member?.id }, name)),
  );
  return select;
}

function dmSwitch(open: boolean, actions: MemberActions): HTMLElement {
  return element(
    "button",
    {
      type: "button",
      role: "switch",
      class: "switch",
      "aria-checked": String(open),
      title: open ? "Members of this server may write to you" : "Nobody of this server may write to you",
      onclick: () => actions.openDms(!open),
    },
    "DMs",
  );
}
