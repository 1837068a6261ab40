import { Failure } from "../../domain/failure.ts";
import type { Action, RunOptions } from "../command.ts";

export const run: Action<RunOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `run` yet"));
