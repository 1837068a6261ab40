import { describe } from "vitest";

import { walk } from "./life.ts";
import { twilioRows } from "./rows.ts";

describe.each(twilioRows)("$title", (row) => {
  walk(row);
});
