import type { PostContent } from "../../bridge/ports.ts";
import { buttonRows } from "../interactions/buttons.ts";
import { NO_PINGS } from "./pings.ts";

const COLORS: Readonly<Record<PostContent["tone"], number>> = {
  open: 0xfaa61a,
  done: 0x3ba55d,
  over: 0x4f545c,
};

/** Discord's bound for an embed's description. */
const LONGEST_DESCRIPTION = 4_096;

/** A post as Discord takes it; nobody is pinged. */
export function bodyOf({ text, details, tone, buttons }: PostContent) {
  const description = Array.from(details.join("\n")).slice(0, LONGEST_DESCRIPTION).join("");
  return {
    content: text,
    embeds: description === "" ? [] : [{ color: COLORS[tone], description }],
    components: buttonRows(buttons),
    allowed_mentions: NO_PINGS,
  };
}

export type PostBody = ReturnType<typeof bodyOf>;
