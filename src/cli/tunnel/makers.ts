/** A program that opens tunnels: how it is started, and how it says the address. */
interface Maker {
  readonly program: string;
  readonly args: (target: string) => readonly string[];
  readonly addressIn: (line: string) => string | null;
  readonly install: string;
}

export const makers = {
  cloudflared: {
    program: "cloudflared",
    args: (target) => ["tunnel", "--no-autoupdate", "--url", target],
    // The address stands alone in a frame of dashes and bars; others are links to read.
    addressIn: (line) => /\|\s*(https?:\/\/[^\s|]+)\s*\|/u.exec(line)?.[1] ?? null,
    install: "Install cloudflared (no account is needed), or pass --tunnel ngrok.",
  },
  ngrok: {
    program: "ngrok",
    args: (target) => ["http", target, "--log", "stdout", "--log-format", "json"],
    addressIn: (line) => {
      try {
        const { msg, url } = JSON.parse(line) as { readonly msg?: unknown; readonly url?: unknown };
        return msg === "started tunnel" && typeof url === "string" ? url : null;
      } catch {
        return null;
      }
    },
    install: "Install ngrok and give it your account's token, or pass --tunnel cloudflared.",
  },
} as const satisfies Readonly<Record<string, Maker>>;

export type TunnelMaker = keyof typeof makers;
