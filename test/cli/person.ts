import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { runProgram } from "../../src/cli/program.ts";

/** Somebody at a terminal: reads what the program says and types, in this process and with the real prompts. */
export interface Person {
  /** Everything on the screen so far, without colours. */
  readonly seen: () => string;
  readonly printed: () => string;
  /** Waits for a text that was not there at the last key, then types. */
  answer(after: string, keys: string): Promise<void>;
  interrupt(): void;
  readonly code: Promise<number>;
}

export const ENTER = "\r";
export const CTRL_C = "\u0003";

export function atTerminal(
  argv: readonly string[],
  around: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly columns?: number },
): Person {
  const stop = new AbortController();
  const stdin = asTerminal(new PassThrough(), around.columns);
  const stderr = asTerminal(new PassThrough(), around.columns);
  const stdout = new PassThrough();
  let seen = "";
  let printed = "";
  let looked = 0;
  const waiting = new Set<() => void>();
  stdout.on("data", (text: Buffer) => (printed += text.toString("utf8")));
  stderr.on("data", (text: Buffer) => {
    seen += stripVTControlCharacters(text.toString("utf8"));
    for (const look of waiting) look();
  });
  const code = runProgram(argv, {
    ...around,
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal: stop.signal,
    outliveReader: () => undefined,
  });
  const appears = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        const at = seen.indexOf(text, looked);
        if (at < 0) return;
        waiting.delete(look);
        looked = at + text.length;
        resolve();
      };
      waiting.add(look);
      look();
      void code.then(() => reject(new Error(`"${text}" was never said. The screen:\n${seen}`)));
    });
  return {
    seen: () => seen,
    printed: () => printed,
    async answer(after, keys) {
      await appears(after);
      // The prompt ignores what is typed before it has drawn itself.
      await new Promise((resolve) => setTimeout(resolve, 50));
      stdin.write(keys);
    },
    interrupt: () => stop.abort(),
    code,
  };
}

function asTerminal(stream: PassThrough, columns = 80): PassThrough {
  // A prompt ends its output when it is answered; a terminal outlives that.
  const end = () => stream;
  return Object.assign(stream, { isTTY: true, columns, rows: 24, setRawMode: () => stream, end });
}
