/** The process as a command sees it; all of it is an argument, so that a test can be the process. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** From here on a reader of stdout that goes away, as `head` does, ends nothing. */
  readonly outliveReader: () => void;
}
