import type { Block } from "../domain/block.ts";
import { Failure } from "../domain/failure.ts";
import type { MemberId } from "../domain/ids.ts";
import type { BlocklistStore, BlockTerms, LedgerReader } from "./ports.ts";

/** Who is not answered, and why. `who` is a member's id on Discord, or `@` and their id or name. */
export interface BlocklistService {
  /** Of somebody who is blocked already, reason and end are replaced. */
  block(who: string, terms: BlockTerms): Promise<Block>;
  /** False when they were not blocked. */
  unblock(who: string): Promise<boolean>;
  /** The oldest first; also those whose end has come. */
  blocked(): Promise<readonly Block[]>;
}

/** @param hands change the list, wherever the process is that may */
export function createBlocklistService(
  reader: Pick<LedgerReader, "blocked" | "resolve">,
  hands: BlocklistStore,
): BlocklistService {
  return {
    async block(who, { reason, until }) {
      const told = reason.trim();
      if (told === "") {
        throw new Failure("usage.invalid", "Nothing is said of why they are blocked.", {
          fix: "Give a reason; the member reads it.",
        });
      }
      return hands.put(memberOf(reader, who), { reason: told, until });
    },
    unblock: async (who) => hands.remove(memberOf(reader, who)),
    blocked: async () => reader.blocked(),
  };
}

/** Somebody whom the ledger never met can be blocked by their id. */
function memberOf(reader: Pick<LedgerReader, "resolve">, who: string): MemberId {
  const id = /^@?(\d{17,20})$/u.exec(who)?.[1];
  if (id !== undefined) return id as MemberId;
  const target = reader.resolve(who.startsWith("@") ? who : `@${who}`);
  if (target.kind === "member") return target.id;
  throw new Failure("usage.invalid", `${JSON.stringify(who)} names no member.`, {
    fix: "Give a member's id on Discord, or @ and their name.",
  });
}
