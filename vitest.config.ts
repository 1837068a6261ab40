import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { carriedFiles } from "./test/transport/journeys.ts";

export default defineConfig({
  test: {
    // Most of a journey is waiting: for timers, for limits, for processes.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Tests that start processes are slow together and no faster for it.
    maxConcurrency: 3,
    restoreMocks: true,
    projects: [
      { extends: true, test: { name: "conversations", include: ["test/**/*.test.ts"] } },
      {
        // The same journeys once more, over the legacy transport: some of them, or all that it carries.
        extends: true,
        test: {
          name: "programmable-chat",
          include: carriedFiles(process.env["FLEXCORD_TRANSPORTS"] === "all"),
          env: { FLEXCORD_TEST_TRANSPORT: "programmable-chat" },
          setupFiles: ["test/transport/carried.ts"],
        },
      },
    ],
  },
});
