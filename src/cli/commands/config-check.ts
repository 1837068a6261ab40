import { Failure } from "../../domain/failure.ts";
import type { Action, ConfigCheckOptions } from "../command.ts";

export const configCheck: Action<ConfigCheckOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `config check` yet"));
