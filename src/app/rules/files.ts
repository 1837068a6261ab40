import type { FileRules } from "../../bridge/decide/policy.ts";
import { fileKinds } from "../../domain/file-kind.ts";

const MEBI = 1024 * 1024;

/**
 * What each side takes. Flex lets its web channel carry 16 MiB and these kinds (documented for agents, taken for
 * members too); Discord takes 10 MiB of a bot.
 */
export const fileRules: FileRules = {
  towardAgent: {
    mostBytes: 16 * MEBI,
    mostPixels: 100_000_000,
    kinds: Object.values(fileKinds),
  },
  towardMember: { mostBytes: 10 * MEBI },
  linkHours: 72,
};
