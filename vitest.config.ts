import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Tests that start processes are slow together and no faster for it.
    maxConcurrency: 3,
    restoreMocks: true,
  },
});
