import { asFailure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import type { SystemKind } from "../../operator/ports.ts";
import type { Store } from "../../store/store.ts";

/** Writes a note of the daemon between the messages. One that cannot be written is only logged: it stops nothing. */
export function note(store: Store, log: Log, kind: SystemKind, particulars: string | null): void {
  store.journal.note(kind, particulars).catch((thrown: unknown) => {
    log.warn("a note could not be written", { kind, failure: asFailure(thrown).message });
  });
}
