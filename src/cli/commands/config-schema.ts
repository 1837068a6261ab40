import { configJsonSchema } from "../../config/json-schema.ts";
import type { Action, GlobalOptions } from "../command.ts";
import { EXIT } from "../exit.ts";

/** Prints the JSON Schema, for editors that help to write the config file. */
export const configSchema: Action<GlobalOptions> = ({ terminal }) => {
  terminal.data(JSON.stringify(configJsonSchema(), null, 2));
  return Promise.resolve(EXIT.done);
};
