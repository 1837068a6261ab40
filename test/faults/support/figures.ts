import { appendFileSync } from "node:fs";
import { transport } from "../../transport/wire.ts";

/** What a check found, as docs/reliability.md lists it. */
export interface Figure {
  /** The row of the fault list. */
  readonly row: number;
  readonly what: string;
  readonly count: number;
  readonly found: string;
}

/** Keeps a figure for the soak's table; `npm run soak` says where. */
export function keepFigure(figure: Figure): void {
  const file = process.env["FLEXCORD_SOAK_FIGURES"];
  const what = transport === "conversations" ? figure.what : `${figure.what}, over ${transport}`;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ ...figure, what })}\n`);
}
