import { describe } from "vitest";

import { walk } from "./life.ts";
import { discordRows } from "./rows.ts";

describe.each(discordRows)("$title", (row) => {
  walk(row);
});
