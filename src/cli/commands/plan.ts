import { Failure } from "../../domain/failure.ts";
import type { Action, PlanOptions } from "../command.ts";

export const plan: Action<PlanOptions> = () =>
  Promise.reject(new Failure("usage.invalid", "This build of flexcord has no `plan` yet"));
