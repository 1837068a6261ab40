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
// A reader that went away, as in `flexcord plan | head`, is no fault of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const { env, stdin, stdout, stderr } = process;
const code = await runProgram(process.argv.slice(2), {
  env,
  cwd: process.cwd(),
  stdin,
  stdout,
  stderr,
  signal: interruption.signal,
});
// A pipe may take its last bytes late.
stdout.write("", () => process.exit(code));
