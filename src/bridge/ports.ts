/** What the bridge asks of the other rooms. They import this file alone; each port has its own below `ports/`. */
export type * from "./ports/assistant.ts";
export type * from "./ports/community.ts";
export type * from "./ports/decision.ts";
export type * from "./ports/files.ts";
export type * from "./ports/gaps.ts";
export type * from "./ports/ledger.ts";
export type * from "./ports/member-side.ts";
export type * from "./ports/report-files.ts";
export type * from "./ports/settlement.ts";
export type * from "./ports/transport.ts";
