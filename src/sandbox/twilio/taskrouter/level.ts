import type { Call, HostRoutes } from "../wire/routes.ts";
import type { TaskRouter } from "./taskrouter.ts";

/** Routes below the workspace. */
export interface WorkspaceLevel {
  readonly routes: HostRoutes;
  readonly base: "/v1/Workspaces/:WorkspaceSid";
  /** The workspace, once the path's parameter is known to name it; 20404 otherwise. */
  readonly router: (call: Call, name?: "WorkspaceSid" | "Sid") => TaskRouter;
}

export const PAGE_MAX = 1000;

/** Keeps what the query's filter names. */
export function filtered<Item>(
  call: Call,
  items: readonly Item[],
  fields: Readonly<Record<string, (item: Item) => string>>,
): readonly Item[] {
  return items.filter((item) =>
    Object.entries(fields).every(
      ([name, read]) => !call.query.has(name) || call.query.text(name) === read(item),
    ),
  );
}
