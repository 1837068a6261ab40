import type { Clock } from "../../domain/clock.ts";
import type { Terminal } from "./output.ts";

/** Tells a person how far a series of steps has come. */
export interface Progress {
  begun(step: string): void;
  done(step: string): void;
  failed(step: string): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

export interface ProgressOptions {
  readonly steps: number;
  readonly clock: Clock;
  /** Aborted when nothing new is to be begun; it is said that the rest is waited for. */
  readonly signal: AbortSignal;
}

const STOPPING = "Interrupted: what is under way is finished first. Interrupt again to end at once.";

/** On a terminal a line that turns, with a count and the time left; elsewhere one plain line for each step that ended. */
export async function openProgress(terminal: Terminal, options: ProgressOptions): Promise<Progress> {
  const progress = terminal.stderr.isTTY ? await turning(terminal, options) : plain(terminal);
  const { signal } = options;
  const stopping = () => progress.say(STOPPING);
  signal.addEventListener("abort", stopping, { once: true });
  return {
    ...progress,
    close: () => {
      signal.removeEventListener("abort", stopping);
      progress.close();
    },
  };
}

interface Teller extends Progress {
  say(text: string): void;
}

function linesOf({ style }: Terminal) {
  return {
    doneLine: (step: string) => `${style.green("done")} ${step}`,
    failedLine: (step: string) => `${style.red("failed")} ${step}`,
  };
}

function plain(terminal: Terminal): Teller {
  const { doneLine, failedLine } = linesOf(terminal);
  return {
    begun: () => undefined,
    done: (step) => terminal.say(doneLine(step)),
    failed: (step) => terminal.say(failedLine(step)),
    say: (text) => terminal.say(text),
    close: () => undefined,
  };
}

async function turning(terminal: Terminal, { steps, clock }: ProgressOptions): Promise<Teller> {
  const { doneLine, failedLine } = linesOf(terminal);
  const { default: ora } = await import("ora");
  // Left to itself it would take over stdin, and with it Ctrl-C.
  const spinner = ora({ stream: terminal.stderr, discardStdin: false });
  const from = clock.now();
  let ended = 0;
  let latest = "";
  const show = () => {
    const passed = clock.now() - from;
    spinner.text = `${ended} of ${steps} done${timeLeft(passed, ended, steps)}: ${latest}`;
  };
  const say = (text: string) => {
    spinner.clear();
    terminal.say(text);
  };
  const end = (line: string) => {
    ended += 1;
    say(line);
    show();
  };
  return {
    begun: (step) => {
      latest = step;
      show();
      spinner.start();
    },
    done: (step) => end(doneLine(step)),
    failed: (step) => end(failedLine(step)),
    say,
    close: () => {
      spinner.stop();
    },
  };
}

/** As if the rest took as long as what is done, which is all that can be known; nothing before anything ended. */
function timeLeft(passedMs: number, ended: number, steps: number): string {
  if (ended === 0 || ended >= steps) return "";
  const seconds = Math.ceil((passedMs / ended / 1000) * (steps - ended));
  return seconds < 60 ? `, ${seconds} s left` : `, ${Math.ceil(seconds / 60)} min left`;
}
