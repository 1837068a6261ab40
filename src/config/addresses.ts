import { Failure } from "../domain/failure.ts";
import type { Environment } from "./environment.ts";

/** Where the two vendors are reached, and where they reach us. No address ends in a slash. */
export interface Addresses {
  /** Discord's REST API without its version, as `https://discord.com/api`. */
  readonly discordApi: string;
  /** What stands before a Twilio host's name, so that a request goes to `<this>/<host>/<path>`; null for Twilio itself. */
  readonly twilioApi: string | null;
  /** X's API without its version, as `https://api.x.com`. */
  readonly xApi: string;
  /** Where the vendors call back; null while nobody has said. */
  readonly publicUrl: string | null;
  /**
   * True when both vendors are on this machine. Only then is plain http accepted, and only then may other
   * rooms loosen the lists of hosts they talk to.
   */
  readonly loopback: boolean;
}

const DISCORD_API = "https://discord.com/api";
const X_API = "https://api.x.com";

/** The addresses, checked; every fault in one failure. */
export function loadAddresses(env: Environment): Addresses {
  const faults: string[] = [];
  const discordApi = readAddress("FLEXCORD_DISCORD_API", env, faults);
  const twilioApi = readAddress("FLEXCORD_TWILIO_API", env, faults);
  const xApi = readAddress("FLEXCORD_X_API", env, faults);
  const publicUrl = readAddress("FLEXCORD_PUBLIC_URL", env, faults);
  if (xApi?.protocol === "http:" && !isLoopback(xApi))
    faults.push("FLEXCORD_X_API has to start with https://.");
  const loopback = isLoopback(discordApi) && isLoopback(twilioApi);
  if (!loopback) {
    for (const [name, url] of [
      ["FLEXCORD_DISCORD_API", discordApi],
      ["FLEXCORD_TWILIO_API", twilioApi],
    ] as const) {
      if (isLoopback(url)) {
        faults.push(`${name} is on this machine and the other vendor is not; both have to be, or neither.`);
      } else if (url?.protocol === "http:") faults.push(`${name} has to start with https://.`);
    }
    if (isLoopback(publicUrl)) {
      faults.push("FLEXCORD_PUBLIC_URL is on this machine, where the vendors cannot reach it.");
    } else if (publicUrl?.protocol === "http:") {
      faults.push("FLEXCORD_PUBLIC_URL has to start with https://.");
    }
  } else if (publicUrl?.protocol === "http:" && !isLoopback(publicUrl)) {
    faults.push("FLEXCORD_PUBLIC_URL has to start with https:// when it leaves this machine.");
  }
  if (faults.length > 0) {
    const list = faults.map((fault) => `\n  ${fault}`).join("");
    throw new Failure("config.invalid", `Addresses in the environment are wrong:${list}\n`, {
      fix: "Correct or unset the variables; flexcord finds Discord and Twilio by itself.",
    });
  }
  return {
    discordApi: discordApi === null ? DISCORD_API : asText(discordApi),
    twilioApi: twilioApi === null ? null : asText(twilioApi),
    xApi: xApi === null ? X_API : asText(xApi),
    publicUrl: publicUrl === null ? null : asText(publicUrl),
    loopback,
  };
}

/** The public address, for what cannot work without one. */
export function requirePublicUrl(addresses: Addresses): string {
  if (addresses.publicUrl !== null) return addresses.publicUrl;
  throw new Failure("config.public-url-missing", "FLEXCORD_PUBLIC_URL is not set", {
    fix:
      "Set it to the https address under which Twilio reaches `flexcord run`, such as " +
      "https://support.example.com; a reverse proxy or a tunnel leads from there to where it listens, " +
      "127.0.0.1:8080 unless bridge.listen says otherwise.",
  });
}

function readAddress(name: string, env: Environment, faults: string[]): URL | null {
  const text = env[name]?.trim() ?? "";
  if (text === "") return null;
  const url = URL.parse(text);
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:")) {
    faults.push(`${name} is not an https address.`);
    return null;
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    faults.push(`${name} has to be an address alone, with no user, query or fragment.`);
    return null;
  }
  return url;
}

/** Whether an address can only be this machine. The URL parser has already spelled out tricks like 127.1. */
function isLoopback(url: URL | null): boolean {
  if (url === null) return false;
  const host = url.hostname;
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/u.test(host);
}

function asText(url: URL): string {
  return url.href.replace(/\/+$/u, "");
}
