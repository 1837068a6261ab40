import type { EpochMs } from "../../domain/ids.ts";
import type { BlocklistStore } from "../../operator/ports.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { Blocks } from "./tables/blocks.ts";
import { wholeMs } from "./tables/time.ts";

/** See `BlocklistStore`. */
export function createBlocklist(parts: {
  readonly blocks: Blocks;
  readonly commits: GroupCommit;
  readonly now: () => EpochMs;
}): BlocklistStore {
  const { blocks, commits, now } = parts;
  return {
    put: (memberId, { reason, until }) =>
      commits.run(() => {
        const block = { memberId, reason, since: now(), until: until === null ? null : wholeMs(until) };
        blocks.put(block);
        return block;
      }),
    remove: (memberId) => commits.run(() => blocks.remove(memberId)),
  };
}
