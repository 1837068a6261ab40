import type { Policy } from "../../src/bridge/decide/policy.ts";

/** A policy's part about files, where there are none. */
export const noFiles: Pick<Policy, "files" | "linkTo"> = {
  files: {
    towardAgent: { mostBytes: 0, mostPixels: 0, kinds: [] },
    towardMember: { mostBytes: 0 },
    linkHours: 1,
  },
  linkTo: () => "",
};
