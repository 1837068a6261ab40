import { reasonOf } from "./clock.ts";
import { Failure } from "./failure.ts";

/** Where files may be fetched from: everything else is somebody's attempt to have us call it. */
export interface AllowedHosts {
  /** Names, or endings that begin with a dot. Only by https. */
  readonly hosts: readonly string[];
  /** True when the vendors are on this machine: then, and only then, plain http to it is allowed too. */
  readonly loopback: boolean;
}

export interface RemoteFile {
  readonly contentType: string | null;
  /** Null when the other side does not tell before the end. */
  readonly bytes: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A file of 25 MiB at 100 KB/s. */
const LONGEST_MS = 5 * 60_000;

export function isAllowed(address: string, { hosts, loopback }: AllowedHosts): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== "" || url.password !== "") return false;
  if (loopback && (url.hostname === "127.0.0.1" || url.hostname === "localhost")) return true;
  if (url.protocol !== "https:" || url.port !== "") return false;
  return hosts.some((host) => (host.startsWith(".") ? url.hostname.endsWith(host) : url.hostname === host));
}

/**
 * Opens a file at an address, without following it anywhere else and without holding it: what is read is
 * passed on before more is fetched. "file.refused" when it is gone or may not be fetched, "file.unreachable" when trying again may help.
 */
export async function openRemote(
  address: string,
  allowed: AllowedHosts,
  signal: AbortSignal,
): Promise<RemoteFile> {
  if (!isAllowed(address, allowed)) {
    throw new Failure("file.refused", "A file lies where flexcord does not fetch from.");
  }
  const ending = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]);
  let response: Response;
  try {
    response = await fetch(address, { redirect: "error", signal: ending });
  } catch (thrown) {
    throw unreachable(thrown, signal);
  }
  const { status, headers, body } = response;
  if (status !== 200 || body === null) {
    await body?.cancel();
    const again = status >= 500 || status === 429;
    throw new Failure(
      again ? "file.unreachable" : "file.refused",
      `A file was answered with status ${status}.`,
    );
  }
  const length = headers.get("content-length");
  return {
    contentType: headers.get("content-type"),
    bytes: length === null ? null : Number(length),
    body: passed(body, signal),
  };
}

async function* passed(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (thrown) {
    throw unreachable(thrown, signal);
  }
}

function unreachable(thrown: unknown, signal: AbortSignal): Failure {
  const cause = signal.aborted ? reasonOf(signal) : thrown;
  return new Failure("file.unreachable", "A file could not be fetched.", { cause });
}
