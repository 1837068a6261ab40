import { Failure } from "../../domain/failure.ts";
import type { Action, DeployOptions } from "../command.ts";

export const deploy: Action<DeployOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `deploy` yet"));
