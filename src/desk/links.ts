import type { CaseNumber, TaskId } from "../domain/ids.ts";
import { createSealer } from "./access/seal.ts";
import { taskLink } from "./access/task-link.ts";
import { deskPaths } from "./paths.ts";

/**
 * Where the desk shows a case: to whoever signs in, or with the right of a task that is named.
 * @param key the desk's
 */
export function createDeskLinks({
  key,
  publicUrl,
}: {
  readonly key: Uint8Array;
  readonly publicUrl: string;
}) {
  const sealer = createSealer(key);
  const paths = deskPaths(publicUrl, "");
  const { origin } = new URL(publicUrl);
  return (number: CaseNumber, taskId: TaskId | null): string => {
    const url = origin + paths.case(number);
    return taskId === null ? url : taskLink(sealer, url, number, taskId);
  };
}
