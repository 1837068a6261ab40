import type { FastifyInstance } from "fastify";

import { ControlError } from "../control-error.ts";
import type { Faults } from "./faults.ts";
import { readRule } from "./rule.ts";

/** Adds /control/faults, as docs/sandbox-control.md describes it. */
export function serveFaults(app: FastifyInstance, faults: Faults): void {
  app.get("/control/faults", async () => ({ rules: faults.list() }));
  app.post("/control/faults", async (request) => faults.add(readRule(request.body)));
  app.delete("/control/faults", async () => {
    faults.clear();
    return {};
  });
  app.delete<{ Params: { id: string } }>("/control/faults/:id", async ({ params }) => {
    if (!faults.remove(params.id)) throw new ControlError(404, `There is no rule ${params.id}.`);
    return {};
  });
}
