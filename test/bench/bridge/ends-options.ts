import type { RunOptions } from "../../../src/app/run/options.ts";
import { loadAddresses } from "../../../src/config/addresses.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { loadSecrets } from "../../../src/config/secrets.ts";
import { systemClock } from "../../../src/domain/clock.ts";
import { silentLog } from "../../../src/domain/log.ts";

export const env = process.env as Readonly<Record<string, string>>;
export const publicUrl = env["FLEXCORD_PUBLIC_URL"] ?? "";
export const port = Number(new URL(publicUrl).port);
export const secrets = loadSecrets(env, [
  "DISCORD_TOKEN",
  "TWILIO_ACCOUNT_SID",
  "TWILIO_API_KEY",
  "TWILIO_API_SECRET",
  "TWILIO_AUTH_TOKEN",
  "FLEXCORD_SECRET",
]);

/** @param file the config */
export function runOptions(file: string, onReady: RunOptions["onReady"]): RunOptions {
  return {
    config: loadConfig({ file, environment: "production", env }),
    secrets,
    addresses: loadAddresses(env),
    version: "0.0.0",
    clock: systemClock,
    log: silentLog,
    random: Math.random,
    signal: new AbortController().signal,
    onReady,
  };
}

/** Runs what belongs to one key one after the other, as lanes do. */
export function createQueues(): (key: string, work: () => Promise<unknown>) => void {
  const queues = new Map<string, Promise<unknown>>();
  return (key, work) => void queues.set(key, (queues.get(key) ?? Promise.resolve()).then(work));
}
