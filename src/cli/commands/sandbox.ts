import { Failure } from "../../domain/failure.ts";
import type { Action, SandboxOptions } from "../command.ts";

export const sandbox: Action<SandboxOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `sandbox` yet"));
