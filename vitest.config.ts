import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Tests that start processes are slow together and no faster for it.
    maxConcurrency: 3,
    // Real processes and sockets on a shared machine: two more tries in CI.
    retry: process.env["CI"] === undefined ? 0 : 2,
    restoreMocks: true,
  },
});
