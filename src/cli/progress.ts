import type { Terminal } from "./output.ts";

/** Tells a person how far a series of steps has come. */
export interface Progress {
  begun(step: string): void;
  done(step: string): void;
  failed(step: string): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

/** On a terminal a line that turns, with a count; elsewhere one plain line for each step that ended. */
export async function openProgress(terminal: Terminal, steps: number): Promise<Progress> {
  const { style } = terminal;
  const doneLine = (step: string) => `${style.green("done")} ${step}`;
  const failedLine = (step: string) => `${style.red("failed")} ${step}`;
  if (!terminal.stderr.isTTY) {
    return {
      begun: () => undefined,
      done: (step) => terminal.say(doneLine(step)),
      failed: (step) => terminal.say(failedLine(step)),
      close: () => undefined,
    };
  }
  const { default: ora } = await import("ora");
  // Left to itself it would take over stdin, and with it Ctrl-C.
  const spinner = ora({ stream: terminal.stderr, discardStdin: false });
  let ended = 0;
  const end = (line: string) => {
    ended += 1;
    spinner.clear();
    terminal.say(line);
  };
  return {
    begun: (step) => spinner.start(`${ended + 1} of ${steps}: ${step}`),
    done: (step) => end(doneLine(step)),
    failed: (step) => end(failedLine(step)),
    close: () => {
      spinner.stop();
    },
  };
}
