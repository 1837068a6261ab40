import type { CommunityRules } from "../../src/bridge/community/rules.ts";
import type { Announcer, CommunitySide, ReportFiles } from "../../src/bridge/ports.ts";

const unused = () => Promise.reject(new Error("nobody is asked here"));

/** Where members report nothing. */
export const noCommunity: CommunityRules = {
  bug: null,
  idea: null,
  report: null,
  announces: false,
  moderators: null,
  postOf: () => null,
};

export const noReports: {
  readonly announcer: Announcer;
  readonly community: CommunitySide;
  readonly reportFiles: ReportFiles;
} = {
  announcer: { announce: unused },
  community: { publish: unused, openFile: unused },
  reportFiles: { settled: unused, keep: unused, miss: unused, handOver: unused },
};
