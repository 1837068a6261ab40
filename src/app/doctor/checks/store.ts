import { type Check, ok } from "../check.ts";

export const store: Check = {
  id: "store",
  title: "Store",
  wanted: "a sound ledger that FLEXCORD_SECRET opens",
  async look(patient) {
    const { inspectSqlite } = await import("../../../store/sqlite/inspect.ts");
    const { store: path } = patient.config.paths;
    const version = inspectSqlite(path, patient.secret("FLEXCORD_SECRET"));
    return ok(version === null ? `none yet; \`flexcord run\` makes ${path}` : `${path}, schema ${version}`);
  },
};
