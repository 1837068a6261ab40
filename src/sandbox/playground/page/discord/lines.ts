import type { Button } from "../control.ts";
import {
  type DiscordState,
  type Press,
  type Use,
  botNameOf,
  isSamePlace,
  memberOf,
  viewOf,
} from "./state.ts";

/** One line of the list, ready to be drawn. */
export interface Line {
  readonly id: string;
  readonly by: string;
  readonly bot: boolean;
  readonly at: number;
  readonly text: string;
  readonly edited: boolean;
  readonly ephemeral: boolean;
  /** "Mia used /helpme", above the answer. */
  readonly used: string | null;
  readonly thinking: boolean;
  readonly failed: boolean;
  readonly rows: readonly (readonly Button[])[];
  readonly presses: readonly Press[];
  /** Same writer as the line before, soon after it. */
  readonly follows: boolean;
}

const SOON_MS = 5 * 60_000;

/** What the open place holds, oldest first. */
export function linesOf(state: DiscordState): readonly Line[] {
  const me = memberOf(state)?.name ?? "";
  const uses = state.uses.filter(
    (use) => use.memberId === state.memberId && isSamePlace(use.place, state.place),
  );
  const answers = new Map(
    uses.map((use) => [use.interaction.reply?.messageId, `${me} used /${use.command}`]),
  );
  const messages = viewOf(state).messages.map((message): Line => ({
    id: message.id,
    by: message.authorName,
    bot: message.author === "bot",
    at: message.at,
    text: message.content,
    edited: message.edited && !message.ephemeral,
    ephemeral: message.ephemeral,
    used: answers.get(message.id) ?? null,
    thinking: message.thinking,
    failed: false,
    rows: message.components.map((row) => row.components ?? []),
    presses: state.presses.filter(({ messageId }) => messageId === message.id),
    follows: false,
  }));
  const failures = uses.filter(({ interaction }) => interaction.state === "failed");
  return grouped(
    [...messages, ...failures.map((use) => failureLine(state, use, me))].sort((a, b) => a.at - b.at),
  );
}

/** A command that got no answer leaves nothing but this. */
function failureLine(state: DiscordState, { interactionId, command, at }: Use, me: string): Line {
  return {
    id: interactionId,
    by: botNameOf(state),
    bot: true,
    at,
    text: "",
    edited: false,
    ephemeral: true,
    used: `${me} used /${command}`,
    thinking: false,
    failed: true,
    rows: [],
    presses: [],
    follows: false,
  };
}

function grouped(lines: readonly Line[]): readonly Line[] {
  return lines.map((line, index) => {
    const before = lines[index - 1];
    const goesOn =
      before?.by === line.by && line.at - before.at < SOON_MS && line.ephemeral === before.ephemeral;
    return { ...line, follows: goesOn && line.used === null };
  });
}
