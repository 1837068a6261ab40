import { once } from "node:events";
import { Failure } from "../../domain/failure.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import type { Action, SandboxOptions } from "../command.ts";
import { EXIT } from "../exit.ts";

/** Serves the sandbox until it is interrupted. */
export const sandbox: Action<SandboxOptions> = async ({ terminal, signal }, options) => {
  await using closing = new AsyncDisposableStack();
  const running = await startSandbox({ host: options.host, port: options.port }).catch((thrown: unknown) => {
    throw asPortFailure(thrown, options.port);
  });
  closing.defer(() => running.close());
  const { ready } = running;
  if (options.json) terminal.json(ready);
  else {
    terminal.data(
      [
        `The sandbox is up at ${ready.url}. Its playground: ${ready.playground}`,
        "",
        "For flexcord, or any other client, set:",
        `  FLEXCORD_DISCORD_API=${ready.discord.api}`,
        `  FLEXCORD_TWILIO_API=${ready.twilio.api}`,
        `  DISCORD_TOKEN=${ready.discord.token}`,
        `  TWILIO_ACCOUNT_SID=${ready.twilio.accountSid}`,
        `  TWILIO_API_KEY=${ready.twilio.apiKey}`,
        `  TWILIO_API_SECRET=${ready.twilio.apiSecret}`,
        `  TWILIO_AUTH_TOKEN=${ready.twilio.authToken}`,
        `The server's id is ${ready.discord.guildId}.`,
      ].join("\n"),
    );
    terminal.say("Ctrl+C ends it; nothing is kept.");
  }
  if (!signal.aborted) await once(signal, "abort");
  return EXIT.done;
};

/** The sandbox knows no failure of ours; a port in use is the one that its user can do something about. */
function asPortFailure(thrown: unknown, port: number): unknown {
  if ((thrown as NodeJS.ErrnoException).code !== "EADDRINUSE") return thrown;
  return new Failure("run.port-taken", `Port ${port} is in use`, {
    fix: "Pass --port with another one, or --port 0 for any that is free.",
    cause: thrown,
  });
}
