import { type Checker, createChecker } from "./description/checker.ts";
import type { Description } from "./description/description.ts";
import { loadDiscordPackage } from "./description/discord-package.ts";
import { hasDiscordFile, loadDiscordFile, loadTwilioFile, TWILIO_HOSTS } from "./description/files.ts";
import { applyExceptions } from "./description/patch.ts";
import { DISPATCHES } from "./dispatches.ts";
import { EXCEPTIONS } from "./exceptions.ts";
import type { UsedException } from "./report.ts";

/** The vendors' descriptions, each loaded when it is first asked for. */
export interface Sources {
  /** The npm package's, then the OpenAPI file's where it is there. */
  discord(): readonly Checker[];
  /** Null for a host that no file describes. */
  twilio(host: string): Checker | null;
  /** Everything, patched by the exceptions. */
  all(): readonly Description[];
}

/** `onExcepted` hears of each exception that is used. */
export function createSources(onExcepted: (used: UsedException) => void): Sources {
  const loaded = new Map<string, Checker>();
  const checker = (name: string, load: () => Description, answers: "all" | "described") => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const description = patched(load());
    const made = createChecker(description, {
      answers,
      onExcepted: (used) => onExcepted({ ...used, of: description.name }),
    });
    loaded.set(name, made);
    return made;
  };
  const discord = () => [
    checker("package", loadDiscordPackage, "described"),
    ...(hasDiscordFile ? [checker("file", loadDiscordFile, "described")] : []),
  ];
  // Twilio always sends every field, null where there is nothing.
  const twilio = (host: string) =>
    isDescribedHost(host) ? checker(host, () => loadTwilioFile(host), "all") : null;
  return {
    discord,
    twilio,
    all: () =>
      [...discord(), ...Object.keys(TWILIO_HOSTS).map(twilio)].flatMap((one) => one?.description ?? []),
  };
}

function patched(description: Description): Description {
  const isDiscord = description.name.startsWith("discord");
  const schemas = { ...description.schemas, ...(isDiscord ? DISPATCHES : {}) };
  return applyExceptions({ ...description, schemas }, EXCEPTIONS);
}

function isDescribedHost(host: string): host is keyof typeof TWILIO_HOSTS {
  return Object.hasOwn(TWILIO_HOSTS, host);
}
