/** Writes flexcord.schema.json, which editors read, from the schema that checks the config. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "../src/config/json-schema.ts";

const file = join(import.meta.dirname, "..", "flexcord.schema.json");
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
