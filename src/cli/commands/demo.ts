import { Failure } from "../../domain/failure.ts";
import type { Action, DemoOptions } from "../command.ts";

export const demo: Action<DemoOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `demo` yet"));
