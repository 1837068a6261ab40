import { Failure } from "../../domain/failure.ts";
import type { Action, GlobalOptions } from "../command.ts";

export const configSchema: Action<GlobalOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `config schema` yet"));
