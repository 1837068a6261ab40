import type { LookupAddress, LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import { Failure } from "../domain/failure.ts";
import { isPublicAddress } from "./address.ts";

/** All addresses of a host, as `dns.promises.lookup` gives them. */
export type Resolve = (
  host: string,
  options: LookupOptions & { readonly all: true },
) => Promise<readonly LookupAddress[]>;

/**
 * Looks a host up for one connection, and refuses it when any of its addresses is not public. The socket connects to
 * the very addresses that were checked: nobody is asked a second time, so an answer that changes in between
 * (DNS rebinding) changes nothing.
 */
export function checkedLookup(resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    void resolve(host, { ...options, all: true }).then(
      (found) => answer(host, found, options.all === true, done),
      (thrown: NodeJS.ErrnoException) => done(thrown, "", 0),
    );
  };
}

function answer(
  host: string,
  found: readonly LookupAddress[],
  all: boolean,
  done: Parameters<LookupFunction>[2],
): void {
  const [first] = found;
  if (first === undefined || found.some(({ address }) => !isPublicAddress(address)))
    done(privateAddress(host), "", 0);
  else if (all) done(null, [...found]);
  else done(null, first.address, first.family);
}

export function privateAddress(host: string): Failure {
  return new Failure("feed.refused", "A source leads to an address that is not public.", {
    where: host,
    fix: "When it is meant to be an address of your own network, say `private: true` beside its feed.",
  });
}
