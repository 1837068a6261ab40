/** Nobody is ever pinged by what we write; an edit without this would ping again (documented). */
export const NO_PINGS = { parse: [] };
