import type { Button, Embed, Message, ShownFile } from "../control.ts";
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
  readonly embeds: readonly Embed[];
  readonly edited: boolean;
  readonly files: readonly ShownFile[];
  /** Whether the person on the left wrote it. */
  readonly own: boolean;
  readonly ephemeral: boolean;
  /** "Mia used /helpme", above the answer. */
  readonly used: string | null;
  readonly thinking: boolean;
  readonly failed: boolean;
  readonly rows: readonly (readonly Button[])[];
  readonly presses: readonly Press[];
  /** Commands of its menu. */
  readonly commands: readonly string[];
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
  const answered = new Map(uses.map((use) => [use.interaction.reply?.messageId, use]));
  const waiting = uses.filter(
    ({ interaction }) =>
      interaction.reply === null && interaction.form === null && interaction.state !== "failed",
  );
  const offered = (viewOf(state).messageCommands ?? []).map(({ name }) => name);
  const messages = viewOf(state).messages.map((message): Line => ({
    id: message.id,
    by: message.authorName,
    bot: message.author === "bot",
    at: message.at,
    text: textOf(message),
    files: message.attachments,
    own: message.author === "member" && message.authorName === me,
    embeds: message.embeds,
    edited: message.edited && !message.ephemeral,
    ephemeral: message.ephemeral,
    used: usedOf(answered.get(message.id) ?? (message.thinking ? waiting.shift() : undefined), me),
    thinking: message.thinking,
    failed: false,
    rows: message.components.map((row) => row.components ?? []),
    presses: state.presses.filter(({ messageId }) => messageId === message.id),
    commands: message.ephemeral ? [] : offered,
    follows: false,
  }));
  const failures = uses.filter(({ interaction }) => interaction.state === "failed");
  return grouped(
    [...messages, ...failures.map((use) => failureLine(state, use, me))].sort((a, b) => a.at - b.at),
  );
}

/** What is no text is told in words. */
function textOf({ content, stickers, poll, forwarded }: Message): string {
  const parts = [
    content,
    ...stickers.map((name) => `[sticker: ${name}]`),
    ...(poll === null ? [] : [`[poll: ${poll.question}]`, ...poll.answers.map((answer) => `- ${answer}`)]),
    ...(forwarded === null ? [] : [`[forwarded] ${forwarded}`]),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function usedOf(use: Use | undefined, me: string): string | null {
  const command = use?.command ?? null;
  return command === null ? null : `${me} used ${command}`;
}

/** A command that got no answer leaves nothing but this. */
function failureLine(state: DiscordState, use: Use, me: string): Line {
  return {
    id: use.interactionId,
    by: botNameOf(state),
    bot: true,
    at: use.at,
    text: "",
    embeds: [],
    files: [],
    own: false,
    edited: false,
    ephemeral: true,
    used: usedOf(use, me),
    thinking: false,
    failed: true,
    rows: [],
    presses: [],
    commands: [],
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
