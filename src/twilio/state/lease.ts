import type { Clock } from "../../domain/clock.ts";
import { asFailure, Failure } from "../../domain/failure.ts";
import type { TwilioClient } from "../client.ts";
import { twilioFailure } from "../failures.ts";
import { isTaken } from "./taken.ts";

type SyncDocuments = ReturnType<TwilioClient["sync"]["v1"]["services"]>["documents"];

interface LeaseOptions {
  readonly documents: SyncDocuments;
  readonly name: string;
  readonly clock: Clock;
  readonly holder: string;
}

export interface Lease {
  /** "state.locked" when somebody has it. Resolves with what gives it back; it is renewed until then. */
  take(): Promise<() => Promise<void>>;
  /** Takes it away from whoever has it and says from whom; null when nobody has it. */
  breakOpen(): Promise<string | null>;
}

/** Whoever dies with the lease keeps others out for this long. */
const TTL_SECONDS = 60;
const RENEWAL_MS = 20_000;

/** A lock that ends by itself: a document that lives for a minute and is renewed while its holder works. */
export function createLease({ documents, name, clock, holder }: LeaseOptions): Lease {
  const data = { holder, since: new Date(clock.now()).toISOString() };
  const claim = async (): Promise<void> => {
    try {
      await documents.create({ uniqueName: name, data, ttl: TTL_SECONDS });
    } catch (error) {
      if (!isTaken(error)) throw twilioFailure(error, `take the lease ${name}`);
      await claimExpired(error);
    }
  };
  /** Twilio removes an expired document only some time later; until then its revision decides who is first. */
  const claimExpired = async (cause: unknown): Promise<void> => {
    const held = await documents(name)
      .fetch()
      .catch(() => null);
    if (held === null || !isExpired(held.dateExpires, clock)) throw locked(name, held?.data, cause);
    try {
      await documents(name).update({ data, ttl: TTL_SECONDS, ifMatch: held.revision });
    } catch (error) {
      throw isTaken(error) ? locked(name, held.data, error) : twilioFailure(error, `take the lease ${name}`);
    }
  };
  return {
    async take() {
      await claim();
      let stop: (() => void) | null = null;
      let released = false;
      const renewLater = () => {
        if (released) return;
        stop = clock.after(RENEWAL_MS, () => {
          // A lost lease does no harm by itself: every write of the map names the revision it replaces.
          documents(name)
            .update({ ttl: TTL_SECONDS })
            .catch(() => null)
            .finally(renewLater);
        });
      };
      renewLater();
      return async () => {
        released = true;
        stop?.();
        await documents(name)
          .remove()
          .catch(() => null);
      };
    },
    async breakOpen() {
      try {
        const { data: held } = await documents(name).fetch();
        await documents(name).remove();
        return holderIn(held);
      } catch (error) {
        const failure = asFailure(twilioFailure(error, `remove the lease ${name}`));
        if (failure.code === "twilio.not-found") return null;
        throw failure;
      }
    },
  };
}

const isExpired = (at: Date | null, clock: Clock): boolean => at !== null && at.getTime() <= clock.now();

function holderIn(data: unknown): string {
  const { holder, since } = (data ?? {}) as { readonly holder?: unknown; readonly since?: unknown };
  return typeof holder === "string" ? `${holder}, since ${String(since)}` : "somebody";
}

function locked(name: string, data: unknown, cause: unknown): Failure {
  return new Failure(
    "state.locked",
    `Another deploy is under way: ${holderIn(data)} holds the lease ${name}.`,
    {
      fix: `Wait until it is done. A lease whose holder is gone ends by itself within ${TTL_SECONDS} seconds; \`flexcord state unlock\` ends it now.`,
      cause,
    },
  );
}
