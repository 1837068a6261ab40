/** argv in, exit code out: the only place that ends the process. */
import { runProgram } from "./cli/program.ts";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.on(name, () => {
    // Asked twice: whoever asks has no patience for a clean end.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(new Error(name));
  });
}
// A reader that went away, as in `flexcord plan | head`, is no fault of ours. What was begun is finished unread.
let endsWithReader = true;
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(1);
  if (endsWithReader) process.exit(0);
});
// With whoever reads the log of a daemon, the daemon does not go.
process.stderr.on("error", () => undefined);

const { env, stdin, stdout, stderr } = process;
const code = await runProgram(process.argv.slice(2), {
  env,
  cwd: process.cwd(),
  stdin,
  stdout,
  stderr,
  signal: interruption.signal,
  outliveReader: () => {
    endsWithReader = false;
  },
});
// A pipe may take its last bytes late.
stdout.write("", () => process.exit(code));
