import { z } from "zod";
import { settings } from "./schema/settings.ts";
import { isSection } from "./schema/walk.ts";

/** The JSON Schema (draft 7, which editors' YAML support reads) of the config file. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(settings, {
    target: "draft-7",
    io: "input",
    override: ({ zodSchema, jsonSchema, path }) => {
      // A section may be left blank: `twilio:` means `twilio: {}`.
      if (path.length > 0 && isSection(zodSchema) && jsonSchema.type === "object") {
        (jsonSchema as { type: unknown }).type = ["object", "null"];
      }
    },
  });
  return { ...schema, title: "flexcord.yaml" };
}
