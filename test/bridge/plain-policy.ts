import type { Policy } from "../../src/bridge/decide/policy.ts";
import { createTexts } from "../../src/texts/texts.ts";
import { caseRules } from "../cases/rules.ts";
import { noCommunity } from "./no-community.ts";
import { openGates } from "./open-gates.ts";

const texts = createTexts({ locale: "en" });

/** Keeps nobody out, and offers members nothing besides the talk itself. */
export const plainPolicy: Policy = {
  texts: () => texts,
  cases: caseRules,
  gates: openGates,
  community: noCommunity,
  asksForHuman: () => false,
  lineage: "line",
  language: "en",
  files: {
    towardAgent: { mostBytes: 0, mostPixels: 0, kinds: [] },
    towardMember: { mostBytes: 0 },
    linkHours: 1,
  },
  linkTo: () => "",
  answerGraceMs: 60_000,
  taskGraceMs: 60_000,
  taskDelayedMs: 60_000,
  taskGivenUpMs: 60_000,
  offersThreads: false,
  reopenMs: 3_600_000,
  notePrefix: "/note",
  announceGuests: true,
  caseUrl: () => null,
  hours: () => ({ open: true, closesAt: null }),
};
