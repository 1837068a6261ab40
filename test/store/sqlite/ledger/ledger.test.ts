import { join } from "node:path";
import { ledgerContract } from "../../../contract/store/ledger.ts";
import { createMemoryLedger } from "../../../contract/store/memory/ledger.ts";
import type { MemoryLedger } from "../../../contract/store/memory/ledger.ts";
import { temporaryFolder } from "../folder.ts";
import { open } from "../setup.ts";

const folder = temporaryFolder();

ledgerContract("SQLite", (database, now) => open(join(folder, `${database}.sqlite`), { now }));

// The model that the random histories are held against keeps the contract too, or it would prove nothing.
const models = new Map<string, MemoryLedger>();
ledgerContract("the model", async (database, now) => {
  const model = models.get(database) ?? createMemoryLedger(now);
  model.reopen();
  models.set(database, model);
  return { ledger: model.ledger, close: async () => undefined };
});
