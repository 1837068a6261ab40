import type { CommunityRules } from "../../src/bridge/community/rules.ts";
import type { CommunitySide, ReportFiles } from "../../src/bridge/ports.ts";

const unused = () => Promise.reject(new Error("nobody is asked here"));

/** Where members report nothing. */
export const noCommunity: CommunityRules = { bug: null, postOf: () => null };

export const noReports: { readonly community: CommunitySide; readonly reportFiles: ReportFiles } = {
  community: { publish: unused, openFile: unused },
  reportFiles: { settled: unused, keep: unused, miss: unused, handOver: unused },
};
