/** What gives a secret away, and the variable it belongs in; null where flexcord has no use for it. */
interface SecretPattern {
  readonly what: string;
  readonly pattern: RegExp;
  readonly variable: string | null;
}

const patterns: readonly SecretPattern[] = [
  {
    what: "a Discord bot token",
    pattern: /(?<![\w-])[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,50}(?![\w-])/u,
    variable: "DISCORD_TOKEN",
  },
  {
    what: "a Discord webhook's address, which is its password",
    pattern: /discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]{20,}/u,
    variable: null,
  },
  {
    what: "a token of GitHub",
    pattern: /(?<!\w)(?:gh[opsu]_\w{36,}|github_pat_\w{22,})/u,
    variable: "GITHUB_TOKEN",
  },
  { what: "a Twilio API key", pattern: /(?<!\w)SK[0-9a-fA-F]{32}(?!\w)/u, variable: "TWILIO_API_KEY" },
  {
    what: "a Twilio account's id",
    pattern: /(?<!\w)AC[0-9a-fA-F]{32}(?!\w)/u,
    variable: "TWILIO_ACCOUNT_SID",
  },
  { what: "what looks like a Twilio auth token", pattern: /^[0-9a-f]{32}$/u, variable: "TWILIO_AUTH_TOKEN" },
  {
    what: "what looks like a Twilio API secret",
    pattern: /^(?=[^\s]*[a-z])(?=[^\s]*[A-Z])(?=[^\s]*\d)[A-Za-z0-9]{32}$/u,
    variable: "TWILIO_API_SECRET",
  },
];

/** Names of keys that hold a secret in other tools' files; none of ours is called so. */
const keyNames: readonly { readonly name: RegExp; readonly variable: string }[] = [
  { name: /^(discord|bot)?token$/u, variable: "DISCORD_TOKEN" },
  { name: /^(twilio)?accountsid$/u, variable: "TWILIO_ACCOUNT_SID" },
  { name: /^(twilio)?(apikey|apikeysid)$/u, variable: "TWILIO_API_KEY" },
  { name: /^(twilio)?(apisecret|apikeysecret)$/u, variable: "TWILIO_API_SECRET" },
  { name: /^(twilio)?authtoken$/u, variable: "TWILIO_AUTH_TOKEN" },
  { name: /^(flexcord)?(secret|password|secretkey|encryptionkey)$/u, variable: "FLEXCORD_SECRET" },
];

export interface SecretFound {
  readonly what: string;
  readonly variable: string | null;
}

/** The secret that a text is or holds, if any. */
export function findSecret(text: string): SecretFound | null {
  return patterns.find(({ pattern }) => pattern.test(text)) ?? null;
}

/** The variable that replaces a key of this name, if the name says that it holds a secret. */
export function secretVariableOfKey(key: string): string | null {
  const plain = key.toLowerCase().replaceAll(/[\s_-]/gu, "");
  return keyNames.find(({ name }) => name.test(plain))?.variable ?? null;
}

/** A foreign message with every secret in it blotted out. */
export function withoutSecrets(message: string): string {
  return message
    .split(/(\s+|["'`])/u)
    .map((word) => (findSecret(word) === null ? word : "***"))
    .join("");
}
