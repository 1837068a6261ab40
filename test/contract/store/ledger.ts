import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe } from "vitest";
import type { Ledger } from "../../../src/bridge/ports.ts";
import type { EpochMs } from "../../../src/domain/ids.ts";
import { acceptContract } from "./accept.ts";
import type { Bench } from "./bench.ts";
import { changeContract } from "./changes.ts";
import { decideContract } from "./decide.ts";
import { gapContract } from "./gaps.ts";
import { laneOrderContract } from "./lane-order.ts";
import { laneContract } from "./lanes.ts";
import { newcomerContract } from "./newcomers.ts";
import { THEN } from "./samples.ts";
import { timerContract } from "./timers.ts";

export interface OpenedLedger {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

/** Opens the database of that name; one that was never opened before is empty. */
export type OpenLedger = (database: string, now: () => EpochMs) => Promise<OpenedLedger>;

/** Everything that src/bridge/ports.ts promises of a ledger, checked against any of them. */
export function ledgerContract(name: string, open: OpenLedger): void {
  describe(`ledger: ${name}`, () => {
    let opened: OpenedLedger;
    let database: string;
    const bench: Bench = {
      get ledger() {
        return opened.ledger;
      },
      now: THEN,
      async reopen() {
        await opened.close();
        opened = await open(database, () => bench.now);
      },
    };

    beforeEach(async () => {
      bench.now = THEN;
      database = randomUUID();
      opened = await open(database, () => bench.now);
    });
    afterEach(() => opened.close());

    acceptContract(bench);
    decideContract(bench);
    changeContract(bench);
    gapContract(bench);
    laneContract(bench);
    laneOrderContract(bench);
    newcomerContract(bench);
    timerContract(bench);
  });
}
