import type { APIActionRowComponent, APIComponentInMessageActionRow } from "discord-api-types/v10";
import { ActionRowBuilder, ButtonBuilder, ButtonStyle } from "discord.js";
import type { Button } from "../../bridge/effect.ts";
import { cut } from "./cut.ts";
import { encodeCustomId } from "./custom-id.ts";

/** A row holds this many buttons (documented). */
const PER_ROW = 5;
/** A longer label is refused (documented), and the message with it. */
const LONGEST_LABEL = 80;

/** Buttons as Discord lays them out: rows of five. */
export function buttonRows(
  buttons: readonly Button[],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  const rows: APIActionRowComponent<APIComponentInMessageActionRow>[] = [];
  for (let start = 0; start < buttons.length; start += PER_ROW) {
    const row = new ActionRowBuilder<ButtonBuilder>();
    row.addComponents(buttons.slice(start, start + PER_ROW).map(toComponent));
    rows.push(row.toJSON());
  }
  return rows;
}

function toComponent(button: Button): ButtonBuilder {
  return new ButtonBuilder()
    .setLabel(cut(button.label, LONGEST_LABEL))
    .setStyle(button.quiet === true ? ButtonStyle.Secondary : ButtonStyle.Primary)
    .setCustomId(encodeCustomId(button));
}
