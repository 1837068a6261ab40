import { type Check, ok } from "../check.ts";

/** The oldest that flexcord runs on, which its own package file says too. */
const OLDEST_NODE = [24, 15] as const;

export const versions: Check = {
  id: "versions",
  title: "Versions",
  wanted: "Node.js 24.15 or newer, with a SQLite that keeps what it is given",
  async look() {
    const { sqliteVersion, refuseOldSqlite } = await import("../../../store/sqlite/connection.ts");
    const { Failure } = await import("../../../domain/failure.ts");
    const { node } = process.versions;
    const [major = 0, minor = 0] = node.split(".").map(Number);
    const [oldest, point] = OLDEST_NODE;
    if (major < oldest || (major === oldest && minor < point)) {
      throw new Failure("usage.invalid", `Node.js ${node}`, { fix: "Install a current Node.js." });
    }
    const sqlite = sqliteVersion();
    refuseOldSqlite(sqlite);
    return ok(`Node.js ${node}, SQLite ${sqlite}`);
  },
};
