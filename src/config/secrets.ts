import { Failure } from "../domain/failure.ts";
import type { Environment } from "./environment.ts";

/** What signs webhooks, as standardwebhooks.com writes it. */
const signing = {
  shape: /^whsec_(?:[A-Za-z0-9+/]{4}){8,22}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u,
  wanted: "whsec_ and 24 to 64 bytes in base64",
} as const;

/** Every secret, with what it must look like and where its owner finds it. */
const secrets = {
  DISCORD_TOKEN: {
    shape: /^\S{20,}$/u,
    wanted: "the bot's token, without the word Bot",
    source: "the bot's page of discord.com/developers/applications, under Bot, Reset Token",
  },
  TWILIO_ACCOUNT_SID: {
    shape: /^AC[0-9a-fA-F]{32}$/u,
    wanted: "AC and 32 hexadecimal digits",
    source: "the first page of console.twilio.com, as Account SID",
  },
  TWILIO_API_KEY: {
    shape: /^SK[0-9a-fA-F]{32}$/u,
    wanted: "SK and 32 hexadecimal digits",
    source: "console.twilio.com under Account, API keys & tokens: a Standard key, region US1",
  },
  TWILIO_API_SECRET: {
    shape: /^\S{16,}$/u,
    wanted: "the secret that was shown once with the API key",
    source: "the page that created the API key; make a new key when it is lost",
  },
  TWILIO_AUTH_TOKEN: {
    shape: /^\S{16,}$/u,
    wanted: "the account's primary auth token",
    source: "the first page of console.twilio.com, as Auth Token; callbacks are signed with it",
  },
  FLEXCORD_SECRET: {
    shape: /^.{16,}$/u,
    wanted: "at least 16 characters that nobody can guess",
    source:
      "yourself: `openssl rand -hex 32` makes one. Keep it, texts in the store cannot be read without it",
  },
  FLEXCORD_OPERATOR_TOKEN: {
    shape: /^\S{24,}$/u,
    wanted: "at least 24 characters that nobody can guess, without spaces",
    source: "yourself: `openssl rand -hex 32` makes one. The daemon and its operators share it",
  },
  FLEXCORD_ALERT_SECRET: {
    ...signing,
    source:
      "yourself: `echo whsec_$(openssl rand -base64 32)` makes one. Who receives the alerts checks them with it",
  },
  FLEXCORD_ASSISTANT_SECRET: {
    ...signing,
    source:
      "yourself: `echo whsec_$(openssl rand -base64 32)` makes one. The external assistant checks questions with it",
  },
  GITHUB_TOKEN: {
    shape: /^\S{20,}$/u,
    wanted: "a token of GitHub, without the word Bearer",
    source:
      "github.com/settings/tokens, of an account of flexcord's own: fine-grained, with Issues: read and write of the repository",
  },
  GITHUB_WEBHOOK_SECRET: {
    shape: /^\S{16,}$/u,
    wanted: "at least 16 characters that nobody can guess, without spaces",
    source:
      "yourself: `openssl rand -hex 32` makes one. It is entered as the secret of the repository's webhook",
  },
  FLEXCORD_TRACKER_SECRET: {
    ...signing,
    source:
      "yourself: `echo whsec_$(openssl rand -base64 32)` makes one. Who receives news of cases checks them with it",
  },
  DISCORD_CLIENT_SECRET: {
    shape: /^\S{16,}$/u,
    wanted: "the application's client secret",
    source:
      "the application's page of discord.com/developers/applications, under OAuth2. Staff signs in with it",
  },
  X_BEARER_TOKEN: {
    shape: /^\S{20,}$/u,
    wanted: "an app's bearer token, without the word Bearer",
    source: "developer.x.com, under the app's keys and tokens. Sources that are X accounts are read with it",
  },
} as const;

export type SecretName = keyof typeof secrets;

export function isSecretName(name: string): name is SecretName {
  return Object.hasOwn(secrets, name);
}

/** What a secret must look like, and where its owner finds it. */
export const describeSecret = (name: SecretName): { readonly wanted: string; readonly source: string } =>
  secrets[name];

export const isSecretShaped = (name: SecretName, value: string): boolean => secrets[name].shape.test(value);

/** The secrets a command needs, or one failure that names all that are missing or cannot be right. */
export function loadSecrets<Name extends SecretName>(
  env: Environment,
  needed: readonly Name[],
): Readonly<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  const missing: Name[] = [];
  const misshapen: Name[] = [];
  for (const name of needed) {
    const value = env[name]?.trim() ?? "";
    if (value === "") missing.push(name);
    else if (!secrets[name].shape.test(value)) misshapen.push(name);
    found[name] = value;
  }
  if (missing.length + misshapen.length > 0) throw failureOf(missing, misshapen);
  return found as Record<Name, string>;
}

/**
 * Former values of FLEXCORD_SECRET that texts may still be sealed with, separated by commas or spaces. A secret may
 * hold those itself, so the whole is one as well; one too many does no harm.
 */
export function loadOldSecrets(env: Environment): readonly string[] {
  const whole = env["FLEXCORD_OLD_SECRETS"]?.trim() ?? "";
  return [...new Set([whole, ...whole.split(/[\s,]+/u)])].filter((secret) => secret !== "");
}

function failureOf(missing: readonly SecretName[], misshapen: readonly SecretName[]): Failure {
  const lines = [
    ...missing.map((name) => `${name} is not set. You get it from ${secrets[name].source}.`),
    ...misshapen.map((name) => `${name} cannot be right: it has to be ${secrets[name].wanted}.`),
  ];
  const message = `Secrets are missing or wrong:${lines.map((line) => `\n  ${line}`).join("")}\n`;
  return new Failure(missing.length > 0 ? "config.secret-missing" : "config.invalid", message, {
    fix: "Set them in the environment, or in the file .env beside the config file.",
  });
}
