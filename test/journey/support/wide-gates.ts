/** Lines of the config's section `bridge` for floods that are no abuse. */
export const wideGates =
  "  gates:\n    perMinute: 6000\n    openings: 100000\n    raid:\n      newcomers: 100000\n";
