import { createHash } from "node:crypto";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** The shortest of the systems' limits on a socket's path, with room for its end (unix(7): 108; macOS: 104). */
const LONGEST_SOCKET_PATH = 100;

/** Where the daemon on this ledger listens to operators of the same machine and user. */
export function controlPathOf(storePath: string): string {
  const name = createHash("sha256").update(storePath).digest("hex").slice(0, 16);
  if (process.platform === "win32") return `\\\\.\\pipe\\flexcord-${name}`;
  const beside = `${storePath}.sock`;
  if (Buffer.byteLength(beside) <= LONGEST_SOCKET_PATH) return beside;
  return join(tmpdir(), `flexcord-${userInfo().uid}-${name}.sock`);
}
