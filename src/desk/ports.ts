/** What the desk needs of the house, one file for each concern. */
export type * from "./ports/access.ts";
export type * from "./ports/actions.ts";
export type * from "./ports/files.ts";
export type * from "./ports/views.ts";
