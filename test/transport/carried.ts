import { beforeEach } from "vitest";
import { JOURNEYS } from "./journeys.ts";

/** Leaves out, by name, what the legacy transport cannot carry. */
beforeEach(({ task, skip }) => {
  const journey = JOURNEYS.find(({ file }) => task.file.filepath.endsWith(`/test/${file}.test.ts`));
  const reason = Object.entries(journey?.without ?? {}).find(([words]) => task.name.startsWith(words))?.[1];
  if (reason !== undefined) skip(reason);
});
