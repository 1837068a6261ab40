import { sleep, type Clock } from "../../domain/clock.ts";
import { asFailure, type Failure } from "../../domain/failure.ts";
import type { Log } from "../../domain/log.ts";
import type { GatewayConnection } from "./connection.ts";

/** With what lanes ask on their own, this stays below 20 refused calls a minute. */
const PAUSE_MS = 20_000;

interface ReturnOptions {
  /** A connection that is not open yet; it says when the gateway will not have us back. */
  readonly connect: (failed: (failure: Failure) => void) => GatewayConnection;
  /** A call with the token; rejects while it is refused or nobody answers. */
  readonly ask: (signal: AbortSignal) => Promise<unknown>;
  /** The gateway will not have us back, whatever becomes of the token. */
  readonly failed: (failure: Failure) => void;
  /** The token is taken; it is refused later, and taken again. */
  readonly tokenHeard?: (accepted: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * A connection that comes back when the token it was once opened with is refused and later taken again. The gateway
 * itself is not asked before the token is known to be good.
 */
export function createReturningConnection(options: ReturnOptions): GatewayConnection {
  const { connect, failed, tokenHeard, clock, log } = options;
  const leaving = new AbortController();
  const { signal } = leaving;
  let current = connect(closed);
  let wasOpen = false;
  let returning = false;

  function closed(failure: Failure): void {
    if (failure.code !== "discord.auth" || !wasOpen) {
      failed(failure);
      return;
    }
    log.error("Discord's gateway refuses our token: Discord is asked until it takes it");
    tokenHeard?.(false);
    comeBack();
  }

  function comeBack(): void {
    if (returning || signal.aborted) return;
    returning = true;
    void untilAccepted();
  }

  async function untilAccepted(): Promise<void> {
    await current.close();
    do await sleep(clock, PAUSE_MS, signal).catch(() => undefined);
    while (!signal.aborted && !(await isAccepted(options, signal)));
    returning = false;
    if (signal.aborted) return;
    tokenHeard?.(true);
    current = connect(closed);
    // It may be refused once more while it connects, which begins this anew.
    current.open(signal).catch((thrown: unknown) => {
      log.warn("The gateway could not be opened again", { code: asFailure(thrown).code });
      comeBack();
    });
  }

  return {
    ready: () => current.ready(),
    async open(signal) {
      await current.open(signal);
      wasOpen = true;
      // An earlier run may have left word that it is refused.
      tokenHeard?.(true);
    },
    async close() {
      leaving.abort(new Error("the gateway is closing"));
      await current.close();
    },
  };
}

async function isAccepted({ ask, log }: ReturnOptions, signal: AbortSignal): Promise<boolean> {
  try {
    await ask(signal);
    log.info("Discord takes the token again");
    return true;
  } catch (thrown) {
    log.debug("Discord does not take the token yet", { code: asFailure(thrown).code });
    return false;
  }
}
