import { type Command, InvalidArgumentError } from "commander";
import type { DemoOptions, SandboxOptions } from "./command.ts";
import { withJson, type Bind } from "./flags.ts";

/** What needs no account. */
export function addTrialCommands(program: Command, bind: Bind): void {
  bind<DemoOptions>(
    withJson(
      program.command("demo").description("play a whole conversation on this machine, with no account"),
    )
      .option("--serve", "keep everything up afterwards and print the playground's address", false)
      .option("--transport <name>", "how conversations reach Flex", "conversations"),
    async () => (await import("./commands/demo.ts")).demo,
  );
  bind<SandboxOptions>(
    withJson(
      program.command("sandbox").description("serve an imitation of Discord and Twilio on this machine"),
    )
      .option("--host <address>", "loopback address to listen on", loopback, "127.0.0.1")
      .option("--port <number>", "port to listen on; 0 picks a free one", port, 4100),
    async () => (await import("./commands/sandbox.ts")).sandbox,
  );
}

/** The control API asks nobody who they are. */
function loopback(text: string): string {
  if (text === "localhost" || text === "::1" || /^127(\.\d{1,3}){3}$/u.test(text)) return text;
  throw new InvalidArgumentError("It has to be an address of this machine alone, such as 127.0.0.1.");
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new InvalidArgumentError("A port is a whole number from 0 to 65535.");
}
